package dev.penstock.engines.kubernetes;

import dev.penstock.engines.kubernetes.KubernetesSettings.Exporter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What NPU Exporter and the DCGM exporter measure of cards, in Prometheus' text format. They are
 * for pictures, not for decisions: an exporter that does not answer within 2 s is left out, and
 * what it does not report stays unknown.
 */
final class Figures {
  private static final Logger log = LoggerFactory.getLogger(Figures.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Pattern SAMPLE =
      Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)\\{(.*)\\}\\s+(\\S+)(\\s+\\S+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Exporter> exporters;
  private final @Nullable HttpClient http;

  Figures(List<Exporter> exporters) {
    this.exporters = exporters;
    http = exporters.isEmpty() ? null : HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /**
   * @param temperatureC degrees Celsius, null when not reported
   * @param powerWatts of the card alone, null when not reported
   */
  record Figure(@Nullable Integer temperatureC, @Nullable Double powerWatts) {}

  /** By the node's address, then by the card's index. All nodes are asked at once. */
  Map<String, Map<Integer, Figure>> of(List<String> nodes) {
    HttpClient client = http;
    if (client == null) {
      return Map.of();
    }
    Map<String, List<CompletableFuture<String>>> asked = new HashMap<>();
    for (String node : nodes) {
      asked.put(node, exporters.stream().map(it -> ask(client, it, node)).toList());
    }
    Map<String, Map<Integer, Figure>> all = new HashMap<>();
    asked.forEach(
        (node, answers) -> {
          StringBuilder text = new StringBuilder();
          answers.forEach(answer -> text.append(answer.join()).append('\n'));
          all.put(node, parse(text.toString()));
        });
    return all;
  }

  private static CompletableFuture<String> ask(HttpClient client, Exporter exporter, String node) {
    HttpRequest request = HttpRequest.newBuilder(exporter.of(node)).timeout(PATIENCE).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> answer.statusCode() == 200 ? answer.body() : "")
        .exceptionally(
            problem -> {
              log.debug("The exporter of {} does not answer", node, problem);
              return "";
            });
  }

  static Map<Integer, Figure> parse(String text) {
    Map<Integer, Figure> cards = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line.strip());
      if (sample.matches()) {
        take(sample.group(1), sample.group(2), sample.group(3), cards);
      }
    }
    return cards;
  }

  private static void take(String metric, String labels, String value, Map<Integer, Figure> cards) {
    boolean temperature =
        metric.equals("npu_chip_info_temperature") || metric.equals("DCGM_FI_DEV_GPU_TEMP");
    boolean power =
        metric.equals("npu_chip_info_power") || metric.equals("DCGM_FI_DEV_POWER_USAGE");
    if (!temperature && !power) {
      return;
    }
    String index = null;
    Matcher label = LABEL.matcher(labels);
    while (label.find()) {
      if (label.group(1).equals(metric.startsWith("DCGM") ? "gpu" : "id")) {
        index = label.group(2);
      }
    }
    Double number = number(value);
    if (index == null || !index.matches("\\d{1,4}") || number == null) {
      return;
    }
    Figure before = cards.getOrDefault(Integer.parseInt(index), new Figure(null, null));
    cards.put(
        Integer.parseInt(index),
        temperature
            ? new Figure((int) Math.round(number), before.powerWatts())
            : new Figure(before.temperatureC(), number));
  }

  private static @Nullable Double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }
}
