package dev.penstock.insights;

import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.NodeState;
import dev.penstock.fleet.Nodes;
import dev.penstock.insights.LoadSample.CardLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus sees of the load: jobs, nodes, cards, cores and memory, as of the last sample.
 * What engines and card models there are is only known as they come, so those figures are made anew
 * with each look.
 */
final class LoadGauges implements MeterBinder {
  private static final double MEBIBYTE = 1L << 20;

  private final LoadBook load;
  private final Nodes nodes;
  private final Map<MeterRegistry, Changing> bound = new ConcurrentHashMap<>();
  private volatile @Nullable LoadSample shown;

  /** The gauges whose rows change. */
  private record Changing(MultiGauge nodes, MultiGauge cards) {}

  LoadGauges(LoadBook load, Nodes nodes) {
    this.load = load;
    this.nodes = nodes;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    figure(registry, "penstock.jobs", "waiting", null, LoadSample::waiting);
    figure(registry, "penstock.jobs", "running", null, LoadSample::running);
    figure(registry, "penstock.cores", "used", null, it -> it.milliCoresUsed() / 1000);
    figure(registry, "penstock.cores", "free", null, it -> free(it) / 1000);
    figure(registry, "penstock.memory", "used", "bytes", it -> it.memoryMiBUsed() * MEBIBYTE);
    figure(
        registry,
        "penstock.memory",
        "free",
        "bytes",
        it -> Math.max(0, it.memoryMiBTotal() - it.memoryMiBUsed()) * MEBIBYTE);
    bound.put(
        registry,
        new Changing(
            MultiGauge.builder("penstock.nodes")
                .description("Nodes by engine and by whether they take work")
                .register(registry),
            MultiGauge.builder("penstock.cards")
                .description("Cards of the nodes that are there, by model; faulty ones are unused")
                .register(registry)));
  }

  /** Takes in what there is now. */
  void look() {
    show(nodes.all(), load.latest());
  }

  /** Shows these nodes, and this load; null where none is known yet. */
  void show(List<FleetNode> all, @Nullable LoadSample sample) {
    shown = sample;
    List<Row<?>> byEngine = nodeRows(all);
    List<Row<?>> byModel = cardRows(all, sample);
    bound
        .values()
        .forEach(
            it -> {
              it.nodes().register(byEngine, true);
              it.cards().register(byModel, true);
            });
  }

  private static double free(LoadSample sample) {
    return Math.max(0, sample.milliCoresTotal() - sample.milliCoresUsed());
  }

  private static List<Row<?>> nodeRows(List<FleetNode> nodes) {
    List<Row<?>> rows = new ArrayList<>();
    for (String engine : nodes.stream().map(FleetNode::engine).distinct().toList()) {
      for (NodeState state : NodeState.values()) {
        long count =
            nodes.stream().filter(it -> it.engine().equals(engine) && it.state() == state).count();
        String name = state.name().toLowerCase(Locale.ROOT);
        rows.add(Row.of(Tags.of("engine", engine, "state", name), count));
      }
    }
    return rows;
  }

  private static List<Row<?>> cardRows(List<FleetNode> nodes, @Nullable LoadSample sample) {
    if (sample == null) {
      return List.of();
    }
    Map<String, Long> there = new TreeMap<>();
    nodes.stream()
        .filter(it -> it.state() != NodeState.DOWN)
        .flatMap(it -> it.cards().stream())
        .forEach(card -> there.merge(card.model(), 1L, Long::sum));
    List<Row<?>> rows = new ArrayList<>();
    for (CardLoad it : sample.cards()) {
      double faulty = Math.max(0, there.getOrDefault(it.model(), 0L) - it.total());
      rows.addAll(
          Arrays.asList(
              row(it.model(), "used", it.used()),
              row(it.model(), "free", it.total() - it.used()),
              row(it.model(), "faulty", faulty)));
    }
    return rows;
  }

  private static Row<?> row(String model, String state, double count) {
    return Row.of(Tags.of("model", model, "state", state), count);
  }

  private void figure(
      MeterRegistry registry,
      String name,
      String state,
      @Nullable String unit,
      ToDoubleFunction<LoadSample> value) {
    Gauge.builder(
            name,
            this,
            it -> {
              LoadSample sample = it.shown;
              return sample == null ? Double.NaN : value.applyAsDouble(sample);
            })
        .tag("state", state)
        .baseUnit(unit)
        .register(registry);
  }
}
