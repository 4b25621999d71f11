package dev.penstock.queues;

import dev.penstock.queues.QueueTree.OrganisationQueue;
import dev.penstock.queues.QueueTree.QueueShare;
import dev.penstock.shared.Access;
import dev.penstock.shared.Ids;
import dev.penstock.shared.Loop;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What Prometheus sees of the queues. Of organisations the fifty with the most that waits and runs
 * are told apart; the others are one, {@code other}. Only the server that decides tells them, so
 * that a sum over servers is right.
 */
final class QueueMeters extends Loop implements MeterBinder {
  private static final int MOST_QUEUES = 50;
  private static final String OTHER = "other";
  private static final double MILLI = 1000;

  private final QueueTrees trees;
  private final Access access;
  private final JdbcClient jdbc;
  private final DispatchLoop loop;
  private final Outlooks outlooks;
  private final ForecastBook book;
  private final Clock clock;
  private volatile @Nullable Gauges gauges;

  private record Gauges(MultiGauge jobs, MultiGauge amounts, MultiGauge oldest) {}

  /** What an organisation's jobs are counted by. */
  private record Counts(long waiting, long running, double oldestSeconds) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts it) {
      return new Counts(
          waiting + it.waiting, running + it.running, Math.max(oldestSeconds, it.oldestSeconds));
    }
  }

  QueueMeters(
      QueueTrees trees,
      Access access,
      JdbcClient jdbc,
      DispatchLoop loop,
      Outlooks outlooks,
      ForecastBook book,
      Clock clock) {
    super("queue-meters", Duration.ofSeconds(15));
    this.trees = trees;
    this.access = access;
    this.jdbc = jdbc;
    this.loop = loop;
    this.outlooks = outlooks;
    this.book = book;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauges =
        new Gauges(
            MultiGauge.builder("penstock.queue.jobs")
                .description("Jobs and arrays that wait, and attempts that have a place")
                .register(registry),
            MultiGauge.builder("penstock.queue.amount")
                .description("Cards by model, and cores: used, waiting, guaranteed, deserved")
                .register(registry),
            MultiGauge.builder("penstock.queue.oldest.wait")
                .baseUnit("seconds")
                .description("For how long the first job has waited that may run")
                .register(registry));
    Gauge.builder(
            "penstock.forecast.age", outlooks, it -> it.age(clock.instant()).toMillis() / MILLI)
        .baseUnit("seconds")
        .description("How old the forecasts of starts are")
        .register(registry);
    FunctionCounter.builder("penstock.forecast.started", book, it -> it.kept().started())
        .description("Jobs that started and of which there had been a forecast")
        .register(registry);
    kept(registry, "0.5", it -> it.byLikely());
    kept(registry, "0.9", it -> it.byLatest());
  }

  private void kept(
      MeterRegistry registry,
      String quantile,
      java.util.function.ToDoubleFunction<ForecastBook.Kept> of) {
    FunctionCounter.builder("penstock.forecast.kept", book, it -> of.applyAsDouble(it.kept()))
        .tag("quantile", quantile)
        .description("Those of them that had started by the quantile that was forecast first")
        .register(registry);
  }

  @Override
  protected void tick() {
    Gauges known = gauges;
    if (known == null) {
      return;
    }
    List<Row<?>> jobs = new ArrayList<>();
    List<Row<?>> amounts = new ArrayList<>();
    List<Row<?>> oldest = new ArrayList<>();
    if (loop.lastRound().leads()) {
      rows(jobs, amounts, oldest);
    }
    known.jobs.register(jobs, true);
    known.amounts.register(amounts, true);
    known.oldest.register(oldest, true);
  }

  private void rows(List<Row<?>> jobs, List<Row<?>> amounts, List<Row<?>> oldest) {
    List<OrganisationQueue> all = new ArrayList<>(trees.tree(null).organisations());
    Map<UUID, Counts> counts = access.system(this::counts);
    all.sort(
        Comparator.comparingLong(
                (OrganisationQueue it) ->
                    -weight(counts.getOrDefault(it.id().value(), Counts.NONE)))
            .thenComparing(it -> it.id().toString()));
    Map<String, Counts> byQueue = new HashMap<>();
    Map<Tags, Double> sums = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      OrganisationQueue it = all.get(i);
      String queue = i < MOST_QUEUES ? it.name() : OTHER;
      byQueue.merge(queue, counts.getOrDefault(it.id().value(), Counts.NONE), Counts::plus);
      it.shares().forEach(share -> add(sums, queue, share));
    }
    byQueue.forEach(
        (queue, it) -> {
          Tags tags = Tags.of("queue", queue);
          jobs.add(Row.of(tags.and("state", "waiting"), it.waiting));
          jobs.add(Row.of(tags.and("state", "running"), it.running));
          oldest.add(Row.of(tags, it.oldestSeconds));
        });
    sums.forEach((tags, amount) -> amounts.add(Row.of(tags, amount)));
  }

  private static long weight(Counts it) {
    return it.waiting + it.running;
  }

  private static void add(Map<Tags, Double> sums, String queue, QueueShare it) {
    Tags tags = Tags.of("queue", queue, "of", it.cardModel() == null ? "cores" : it.cardModel());
    sums.merge(tags.and("kind", "used"), it.used() / MILLI, Double::sum);
    sums.merge(tags.and("kind", "waiting"), it.waiting() / MILLI, Double::sum);
    sums.merge(tags.and("kind", "guaranteed"), it.guaranteed() / MILLI, Double::sum);
    sums.merge(tags.and("kind", "deserved"), it.deserved() / MILLI, Double::sum);
  }

  private Map<UUID, Counts> counts() {
    Map<UUID, Counts> counts = new HashMap<>();
    jdbc.sql(
            """
            SELECT org_id, count(*) AS jobs, (array_agg(job_id ORDER BY job_id)
                FILTER (WHERE earliest IS NULL OR earliest <= clock_timestamp()))[1] AS oldest
            FROM queues.entry GROUP BY org_id
            """)
        .query(
            row -> {
              counts.put(
                  row.getObject("org_id", UUID.class),
                  new Counts(row.getLong("jobs"), 0, age(row.getObject("oldest", UUID.class))));
            });
    jdbc.sql(
            "SELECT org_id, count(DISTINCT attempt_id) AS n FROM queues.allocation GROUP BY org_id")
        .query(
            row -> {
              counts.merge(
                  row.getObject("org_id", UUID.class),
                  new Counts(0, row.getLong("n"), 0),
                  Counts::plus);
            });
    return counts;
  }

  private double age(@Nullable UUID job) {
    return job == null
        ? 0
        : Math.max(0, Duration.between(Ids.madeAt(job), clock.instant()).toMillis()) / MILLI;
  }
}
