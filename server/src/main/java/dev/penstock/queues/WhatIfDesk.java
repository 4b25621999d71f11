package dev.penstock.queues;

import dev.penstock.dispatch.centre.Kernel;
import dev.penstock.dispatch.centre.Node;
import dev.penstock.dispatch.centre.WhatIf;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.queues.WhatIfViews.AskedWhatIf;
import dev.penstock.queues.WhatIfViews.WhatIfOutcome;
import dev.penstock.queues.WhatIfViews.WhatIfPoint;
import dev.penstock.queues.WhatIfViews.WhatIfShare;
import dev.penstock.queues.WhatIfViews.WhatIfState;
import dev.penstock.queues.WhatIfViews.WhatIfView;
import dev.penstock.shared.Ids;
import dev.penstock.shared.Loop;
import dev.penstock.shared.Problems;
import dev.penstock.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays copies of the kernel forward in the background: as it is, and as it could be. One question
 * at a time; the last answers are kept in memory by the server that was asked.
 */
final class WhatIfDesk extends Loop {
  private static final Logger LOG = LoggerFactory.getLogger(WhatIfDesk.class);
  private static final int MOST_JOBS = 20_000;
  private static final int MOST_WORK = 10_000_000;
  private static final int MOST_EVENTS = 20_000;
  private static final int PLAYS = 5;
  private static final int POINTS = 48;
  private static final int USUAL_HOURS = 12;
  private static final int MOST_HOURS = 72;
  private static final int KEPT = 20;
  private static final double PERCENT = 100;
  private static final double MILLI = 1000;

  private final DispatchLoop loop;
  private final Tenants tenants;
  private final Supplier<Mix> mix;
  private final Clock clock;
  private final Map<UUID, WhatIfView> answers = new LinkedHashMap<>();
  private @Nullable Question question;
  private volatile @Nullable UUID running;

  /** Two centres to be played. */
  private record Question(WhatIfView view, Kernel asIs, Kernel whatIf, long now) {}

  WhatIfDesk(DispatchLoop loop, Tenants tenants, Supplier<Mix> mix, Clock clock) {
    super("what-if", Duration.ofMinutes(1));
    this.loop = loop;
    this.tenants = tenants;
    this.mix = mix;
    this.clock = clock;
  }

  /**
   * Begins to answer.
   *
   * @throws dev.penstock.shared.ProblemException when another is being answered, a value is none,
   *     or this server has no view of the queue at present, or one that is too long
   */
  WhatIfView ask(AskedWhatIf asked) {
    int hours = Objects.requireNonNullElse(asked.hours(), USUAL_HOURS);
    if (hours < 1 || hours > MOST_HOURS) {
      throw Problems.invalid(
          "hours", String.valueOf(hours), "give a number from 1 to %d".formatted(MOST_HOURS));
    }
    Kernel asIs = copy();
    long now = asIs.time();
    Kernel whatIf = WhatIfCentre.of(asIs, now, asked, mix.get());
    WhatIfView view =
        new WhatIfView(
            Ids.next(), WhatIfState.RUNNING, clock.instant(), hours, PLAYS, asked, null, null);
    begin(new Question(view, asIs, whatIf, now));
    return view;
  }

  /** The queue as this server sees it, whether it decides or follows the one that does. */
  private Kernel copy() {
    Optional<Kernel> copy =
        loop.ask(
                (kernel, now) ->
                    kernel.size() > MOST_JOBS
                        ? Optional.<Kernel>empty()
                        : Optional.of(kernel.copy(now)))
            .orElseThrow(
                () ->
                    Problems.unavailable(
                        "this server has no view of the queue at present: it has just started, or"
                            + " is busy with a decision",
                        "try again in a few seconds"));
    return copy.orElseThrow(
        () ->
            Problems.unavailable(
                "more than %d jobs wait and run, too many to be played".formatted(MOST_JOBS),
                "try again when there are fewer"));
  }

  private synchronized void begin(Question fresh) {
    UUID busy = running;
    if (busy != null) {
      throw Problems.conflict(
          "what-if",
          busy.toString(),
          "another one is being played",
          "wait for it, or cancel it: DELETE /v1/what-if/" + busy);
    }
    running = fresh.view.id();
    question = fresh;
    answers.put(fresh.view.id(), fresh.view);
    if (answers.size() > KEPT) {
      answers.remove(answers.keySet().iterator().next());
    }
    wake();
  }

  /**
   * How far it is.
   *
   * @throws dev.penstock.shared.ProblemException not found, also when it is too old
   */
  synchronized WhatIfView find(UUID id) {
    WhatIfView view = answers.get(id);
    if (view == null) {
      throw Problems.notFound(
          "what-if",
          id.toString(),
          "ask again: the last %d answers are kept by the server that was asked, in memory"
              .formatted(KEPT));
    }
    return view;
  }

  /** It is wanted no longer; nothing happens where it is done. */
  synchronized void cancel(UUID id) {
    if (find(id).state() == WhatIfState.RUNNING) {
      end(id, WhatIfState.CANCELLED, null, null);
    }
  }

  private synchronized void end(
      UUID id, WhatIfState state, @Nullable WhatIfOutcome asIs, @Nullable WhatIfOutcome whatIf) {
    if (id.equals(running)) {
      running = null;
      answers.computeIfPresent(
          id,
          (key, it) ->
              new WhatIfView(
                  id, state, it.askedAt(), it.hours(), it.plays(), it.asked(), asIs, whatIf));
    }
  }

  private synchronized @Nullable Question take() {
    Question taken = question;
    question = null;
    return taken != null && taken.view.id().equals(running) ? taken : null;
  }

  @Override
  protected void tick() {
    Question taken = take();
    if (taken == null) {
      return;
    }
    UUID id = taken.view.id();
    try {
      WhatIfOutcome asIs = play(taken, taken.asIs);
      WhatIfOutcome whatIf = play(taken, taken.whatIf);
      end(id, WhatIfState.DONE, asIs, whatIf);
    } catch (RuntimeException e) {
      LOG.error("What-if {} went wrong.", id, e);
      end(id, WhatIfState.FAILED, null, null);
    }
  }

  private WhatIfOutcome play(Question of, Kernel kernel) {
    UUID id = of.view.id();
    long horizon = Duration.ofHours(of.view.hours()).toMillis();
    int events = Math.min(MOST_EVENTS, MOST_WORK / PLAYS / Math.max(1, kernel.size()));
    WhatIf.Outcome outcome =
        WhatIf.of(
            kernel,
            of.now,
            /* seed= */ of.now,
            new WhatIf.Limits(PLAYS, events, horizon, POINTS),
            () -> !id.equals(running));
    List<WhatIfPoint> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      points.add(
          new WhatIfPoint(
              Instant.ofEpochMilli(of.now + (2 * i + 1) * horizon / (2 * POINTS)),
              PERCENT * outcome.utilised().get(i)));
    }
    return new WhatIfOutcome(
        (int) kernel.nodes().stream().filter(Node::ready).count(),
        outcome.waiting(),
        outcome.meanWait() / MILLI,
        outcome.p90Wait() / MILLI,
        PERCENT * outcome.beyond(),
        PERCENT * outcome.utilised().stream().mapToDouble(it -> it).average().orElse(0),
        points,
        shares(outcome.held()));
  }

  private List<WhatIfShare> shares(Map<String, Double> held) {
    List<WhatIfShare> shares = new ArrayList<>();
    for (Tenants.Branch branch : tenants.branches()) {
      String org = branch.id().toString();
      held.forEach(
          (queue, amount) -> {
            if (queue.equals(org) || queue.startsWith(org + "/")) {
              shares.add(
                  new WhatIfShare(org, branch.name(), project(branch, queue), amount / MILLI));
            }
          });
    }
    return shares;
  }

  private static @Nullable String project(Tenants.Branch branch, String queue) {
    return branch.projects().entrySet().stream()
        .filter(it -> queue.endsWith("/" + it.getKey().value()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
