package dev.penstock.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Sends jobs, one after the other, each until some server has taken it. */
final class Stream {
  private static final int SHORTEST_GAP = 300;
  private static final int LONGEST_GAP = 1_300;

  /** Longer than a server is kept standing still: its answer then comes for the same key. */
  private static final Duration PENDING = Duration.ofSeconds(25);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Client owner;
  private final String markers;
  private final RandomGenerator random;
  private final Map<String, String> accepted = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicInteger again = new AtomicInteger();
  private int sent;

  /**
   * @param owner whose jobs they are
   * @param markers where programs tell that they run
   */
  Stream(Client owner, String markers, RandomGenerator random) {
    this.owner = owner;
    this.markers = markers;
    this.random = random;
  }

  /** Sends jobs for so long; returns when each is accepted, and cancelled where it is to be. */
  void run(Duration length) throws InterruptedException {
    long until = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < until) {
      Order order = Order.next(random, ++sent);
      int server = random.nextInt(2);
      senders.add(Thread.ofVirtual().name(order.name()).start(() -> send(order, server)));
      LockSupport.parkNanos(random.nextInt(SHORTEST_GAP, LONGEST_GAP) * 1_000_000L);
    }
    for (Thread sender : senders) {
      sender.join();
    }
  }

  /** How many were sent. */
  int sent() {
    return sent;
  }

  /** How often something had to be sent again. */
  int sentAgain() {
    return again.get();
  }

  /** The ids of those that were accepted, by name. */
  Map<String, String> accepted() {
    return new TreeMap<>(accepted);
  }

  /** What was refused, or never answered. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  private void send(Order order, int server) {
    try {
      String id = submit(order, server);
      accepted.put(order.name(), id);
      if (order.cancelAfter() != null) {
        LockSupport.parkNanos(order.cancelAfter().toNanos());
        cancel(order, id, server);
      }
    } catch (IOException e) {
      troubles.add(order.name() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * With one key until it is answered. Who is told for long that the request is being carried out
   * looks whether it was, as the API says, and sends it with a new key where not.
   */
  private String submit(Order order, int server) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    int keys = 0;
    long pendingSince = 0;
    for (int i = server; System.nanoTime() < until; i++) {
      Client.Answer answer =
          owner.tryPost(i, "/v1/jobs", order.body(markers), order.name() + "-" + keys);
      if (answer.status() == 201) {
        return answer.body().path("id").asString();
      } else if (!answer.isPassing()) {
        throw new IOException("answers %d: %s".formatted(answer.status(), answer.body()));
      }
      again.incrementAndGet();
      if (answer.status() == 409) {
        pendingSince = pendingSince == 0 ? System.nanoTime() : pendingSince;
        if (System.nanoTime() - pendingSince > PENDING.toNanos()) {
          List<JsonNode> found = owner.all("/v1/jobs?q=" + order.name(), "items");
          if (!found.isEmpty()) {
            return found.getFirst().path("id").asString();
          }
          keys++;
          pendingSince = 0;
        }
      }
      LockSupport.parkNanos(500_000_000L);
    }
    throw new IOException("not accepted within " + PATIENCE);
  }

  private void cancel(Order order, String id, int server) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    for (int i = server; System.nanoTime() < until; i++) {
      Client.Answer answer = owner.tryPost(i, "/v1/jobs/" + id + "/cancel", Map.of(), null);
      // 409: it has ended
      if (answer.isDone() || answer.status() == 409) {
        return;
      } else if (!answer.isPassing()) {
        throw new IOException("cancel answers %d: %s".formatted(answer.status(), answer.body()));
      }
      again.incrementAndGet();
      LockSupport.parkNanos(500_000_000L);
    }
    throw new IOException(order.name() + " not cancelled within " + PATIENCE);
  }
}
