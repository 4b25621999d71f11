package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.Await;
import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.deploy.Deploy;
import dev.penstock.deploy.Deploy.Query;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.FleetNode.NodeCard;
import dev.penstock.fleet.NodeState;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import dev.penstock.shared.OrgId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What rules and dashboards ask for is what a running server tells Prometheus. */
@ServerTest
final class MetricNamesTest {
  /** Prometheus makes these itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("up");

  private static final Set<String> LABELS_OF_PROMETHEUS = Set.of("job", "instance");

  private static final Pattern SERIES =
      Pattern.compile("^([a-zA-Z_:][\\w:]*)(\\{(.*)})? \\S+$", Pattern.MULTILINE);
  private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(\\{([^{}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "on", "ignoring", "by", "without", "bool", "offset");

  @Autowired private TestCentre centre;
  @Autowired private LoadGauges gauges;

  @Test
  void everyMetricOfRulesAndDashboardsIsOneThatTheServerExports() {
    Map<String, Set<String>> exported = exported();
    Set<String> known = new HashSet<>(exported.keySet());
    known.addAll(OF_PROMETHEUS);
    known.addAll(Deploy.recorded());
    Map<String, Set<String>> unknown = new HashMap<>();
    for (Query query : Deploy.queries()) {
      Set<String> missing = new TreeSet<>(selectors(query.expression()).keySet());
      missing.removeAll(known);
      if (!missing.isEmpty()) {
        unknown.put(query.owner(), missing);
      }
    }
    assertThat(Deploy.queries()).hasSizeGreaterThan(60);
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyMetricOfQueuesAndDispatchIsInAPanel() {
    Set<String> shown =
        Deploy.shown().stream()
            .flatMap(it -> selectors(it.expression()).keySet().stream())
            .map(MetricNamesTest::family)
            .collect(Collectors.toSet());
    Set<String> told =
        exported().keySet().stream()
            .filter(it -> it.matches("penstock_(queue|dispatch|forecast)_.*"))
            .map(MetricNamesTest::family)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).hasSizeGreaterThanOrEqualTo(13);
    assertThat(shown).containsAll(told);
  }

  /** A timer has its sum, its count and its longest beside its quantiles. */
  private static String family(String metric) {
    return metric.replaceFirst("_seconds_(sum|count|max)$", "_seconds");
  }

  @Test
  void everyLabelThatTheySelectByIsOneOfItsMetric() {
    Map<String, Set<String>> exported = exported();
    Map<String, Set<String>> unknown = new HashMap<>();
    for (Query query : Deploy.queries()) {
      selectors(query.expression())
          .forEach(
              (metric, labels) -> {
                Set<String> missing = new TreeSet<>(labels);
                missing.removeAll(LABELS_OF_PROMETHEUS);
                missing.removeAll(exported.getOrDefault(metric, labels));
                if (!missing.isEmpty()) {
                  unknown.put(query.owner() + " of " + metric, missing);
                }
              });
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void cardsAddUpWhateverTheirState() {
    String metrics =
        Await.value(() -> "the cards in the figures", () -> told("penstock_cards")).text();
    assertThat(metrics)
        .contains("penstock_cards{model=\"ascend910b\",state=\"used\"} 1.0")
        .contains("penstock_cards{model=\"ascend910b\",state=\"free\"} 2.0")
        .contains("penstock_cards{model=\"ascend910b\",state=\"faulty\"} 1.0")
        .contains("penstock_nodes{engine=\"elsewhere\",state=\"down\"} 1.0")
        .contains("penstock_nodes{engine=\"elsewhere\",state=\"ready\"} 1.0")
        .contains("penstock_cores{state=\"free\"} 6.0")
        .contains("penstock_memory_bytes{state=\"used\"} 1.073741824E9")
        .contains("penstock_jobs{state=\"waiting\"} 7.0");
  }

  private record Told(String text) {}

  /** The server's own look, every fifteen seconds, puts its machine's load back in its place. */
  private Optional<Told> told(String metric) {
    Instant now = Instant.parse("2026-12-01T08:00:00Z");
    List<FleetNode> nodes = List.of(node("one", NodeState.READY), node("two", NodeState.DOWN));
    Held held =
        new Held(AttemptId.next(), JobId.next(), OrgId.next(), "one", List.of(0), 1000, 2000, 1024);
    gauges.show(nodes, LoadSample.of(now, nodes, List.of(held), 7, 1));
    String text = centre.operator().get("/actuator/prometheus").expect(200).text();
    return text.contains(metric + "{") ? Optional.of(new Told(text)) : Optional.empty();
  }

  private static FleetNode node(String name, NodeState state) {
    List<NodeCard> cards = List.of(card(0, true), card(1, true), card(2, true), card(3, false));
    return new FleetNode(
        name,
        "elsewhere",
        "10.0.0.1",
        state,
        null,
        null,
        null,
        null,
        "ascend910b",
        cards,
        8000,
        4096,
        "",
        Instant.EPOCH,
        null,
        null,
        0,
        Map.of(),
        true,
        true);
  }

  private static NodeCard card(int index, boolean healthy) {
    return new NodeCard(index, "ascend910b", healthy, "", null, null, null);
  }

  /** Metric names with their labels; one request and one collection have been before. */
  private Map<String, Set<String>> exported() {
    System.gc();
    centre.approvedOrganisation("enterprise");
    String text =
        Await.value(
                () -> "figures of cards, of queues and of collections",
                () ->
                    told("penstock_cards")
                        .filter(it -> it.text().contains("jvm_gc_pause"))
                        .filter(it -> it.text().contains("penstock_queue_jobs{")))
            .text();
    return SERIES
        .matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                it -> it.group(1),
                it -> it.group(3) == null ? Set.of() : labels(it.group(3)),
                MetricNamesTest::both));
  }

  private static Set<String> both(Set<String> a, Set<String> b) {
    Set<String> all = new HashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static Set<String> labels(String matchers) {
    return LABEL
        .matcher(matchers)
        .results()
        .map(it -> it.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The metrics of an expression with the labels that select; functions and groupings left out. */
  private static Map<String, Set<String>> selectors(String expression) {
    String plain =
        expression
            .replaceAll("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^()]*\\)", " ")
            .replaceAll("\\[[^\\]]*]", " ");
    Map<String, Set<String>> found = new HashMap<>();
    SELECTOR
        .matcher(plain)
        .results()
        .filter(it -> isMetric(it, plain))
        .forEach(
            it ->
                found.merge(
                    it.group(1),
                    it.group(3) == null ? Set.of() : labels(it.group(3)),
                    MetricNamesTest::both));
    return found;
  }

  private static boolean isMetric(MatchResult match, String text) {
    boolean inNumber = match.start() > 0 && Character.isDigit(text.charAt(match.start() - 1));
    boolean called = text.substring(match.end(1)).stripLeading().startsWith("(");
    return !inNumber && !called && !WORDS.contains(match.group(1));
  }
}
