package dev.penstock.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/** Carries out a plan. */
final class Acts {
  private static final Duration LATE = Duration.ofSeconds(10);

  private final Cluster cluster;
  private final Client operator;
  private final Say say;
  private final ReentrantLock oneServer = new ReentrantLock();
  private final List<Thread> running = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
  private final Map<Act.Part, Integer> done = new EnumMap<>(Act.Part.class);

  Acts(Cluster cluster, Client operator, Say say) {
    this.cluster = cluster;
    this.operator = operator;
    this.say = say;
  }

  /** Begins; each act comes at its time. */
  void begin(List<Act> plan) {
    long began = System.nanoTime();
    for (Act act : plan) {
      running.add(Thread.ofVirtual().name("act-" + act.part()).start(() -> run(act, began)));
    }
  }

  /** Waits until all is back. */
  void await() throws IOException, InterruptedException {
    for (Thread thread : running) {
      thread.join();
    }
    cluster.slurm.awaitAll();
  }

  private synchronized void count(Act act) {
    done.merge(act.part(), 1, Integer::sum);
  }

  /** How many of each kind were carried out. */
  synchronized Map<Act.Part, Integer> done() {
    return new EnumMap<>(done);
  }

  /** Parts that could not be stopped or brought back. */
  List<String> troubles() {
    return List.copyOf(troubles);
  }

  private void run(Act act, long began) {
    LockSupport.parkNanos(began + act.at().toNanos() - System.nanoTime());
    try {
      switch (act.part()) {
        case SERVER -> server(act, began);
        case LEADER -> leader(act, began);
        case POSTGRES -> postgres(act);
        default -> slurm(act);
      }
    } catch (IOException | RuntimeException e) {
      troubles.add("%s: %s".formatted(act, e));
      say.line("%s failed: %s".formatted(act, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void server(Act act, long began) throws IOException, InterruptedException {
    oneServer.lock();
    try {
      if (isLate(act, began)) {
        return;
      }
      Server server = cluster.servers.get(act.which());
      say.line(
          "kill -9 of the %s server%s"
              .formatted(server.name(), leads(server) ? ", which leads" : ""));
      server.kill();
      LockSupport.parkNanos(act.lasts().toNanos());
      server.launch();
      server.awaitHealthy();
      count(act);
      say.line("the %s server is back".formatted(server.name()));
    } finally {
      oneServer.unlock();
    }
  }

  /** A server that takes long to start again must not draw out what comes after it. */
  private boolean isLate(Act act, long began) {
    boolean late = System.nanoTime() - began - act.at().toNanos() > LATE.toNanos();
    if (late) {
      say.line("left out, for a server was still away: " + act);
    }
    return late;
  }

  private void leader(Act act, long began) throws IOException, InterruptedException {
    oneServer.lock();
    try {
      if (isLate(act, began)) {
        return;
      }
      Server leader = cluster.servers.stream().filter(this::leads).findFirst().orElse(null);
      if (leader == null) {
        leader = cluster.servers.get(act.which());
        say.line("nobody leads: the %s server instead".formatted(leader.name()));
      }
      say.line("SIGSTOP of the %s server, for %.1f s".formatted(leader.name(), seconds(act)));
      leader.signal("STOP");
      LockSupport.parkNanos(act.lasts().toNanos());
      leader.signal("CONT");
      count(act);
      say.line("the %s server goes on".formatted(leader.name()));
    } finally {
      oneServer.unlock();
    }
  }

  /** What a server says of itself; false when it does not answer. */
  private boolean leads(Server server) {
    try {
      Client.Answer answer = operator.at(server.address()).tryGet("/v1/operator/health");
      for (JsonNode part : answer.body().path("parts")) {
        if (part.path("name").asString("").equals("dispatch")) {
          return part.path("figures").path("leads").asLong(0) == 1;
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void postgres(Act act) throws IOException {
    say.line("PostgreSQL is stopped, for %.1f s".formatted(seconds(act)));
    cluster.postgres.stop();
    LockSupport.parkNanos(act.lasts().toNanos());
    cluster.postgres.startAgain();
    count(act);
    say.line("PostgreSQL is back");
  }

  private void slurm(Act act) throws IOException, InterruptedException {
    List<String> what =
        new ArrayList<>(List.of(act.part().name().toLowerCase(java.util.Locale.ROOT)));
    if (act.part() == Act.Part.SLURMD) {
      what.add("npu" + act.which());
    }
    String name = String.join(" of ", what);
    say.line("kill -9 of %s, for %.1f s".formatted(name, seconds(act)));
    cluster.slurm.run(words("kill", what));
    LockSupport.parkNanos(act.lasts().toNanos());
    int starts = cluster.slurm.startAgain(what);
    count(act);
    say.line(
        "%s is back%s".formatted(name, starts == 1 ? "" : ", after %d starts".formatted(starts)));
  }

  private static String[] words(String verb, List<String> what) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(what);
    return words.toArray(String[]::new);
  }

  private static double seconds(Act act) {
    return act.lasts().toMillis() / 1e3;
  }
}
