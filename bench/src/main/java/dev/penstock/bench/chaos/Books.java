package dev.penstock.bench.chaos;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the API says at the end.
 *
 * @param jobs all there are, as the list has them
 * @param used by attempt and meter, in the meter's integer unit
 * @param lines of the month's statement
 */
record Books(
    List<JsonNode> jobs,
    List<Tried> attempts,
    Map<String, Map<String, BigInteger>> used,
    List<JsonNode> lines,
    String total,
    String balance,
    JsonNode ledger,
    JsonNode tariff) {

  /** An attempt. */
  record Tried(
      String id,
      String job,
      String name,
      @Nullable Instant start,
      @Nullable Instant end,
      String cause,
      int nodes,
      int number) {
    private static Tried of(JsonNode job, JsonNode attempt) {
      return new Tried(
          attempt.path("id").asString(),
          job.path("id").asString(),
          job.path("name").asString(),
          time(attempt, "startedAt"),
          time(attempt, "endedAt"),
          attempt.path("cause").asString(""),
          attempt.path("nodes").size(),
          attempt.path("number").asInt());
    }

    private static @Nullable Instant time(JsonNode attempt, String field) {
      return attempt.hasNonNull(field) ? Instant.parse(attempt.path(field).asString()) : null;
    }

    String label() {
      return "%s attempt %d (%s, %s)".formatted(name, number, id, cause);
    }
  }

  static Books read(Client owner, Client operator) throws IOException, InterruptedException {
    List<JsonNode> jobs = owner.all("/v1/jobs", "items");
    List<Tried> attempts = new ArrayList<>();
    for (JsonNode job : jobs) {
      JsonNode whole = owner.get("/v1/jobs/" + job.path("id").asString());
      whole.path("attempts").forEach(it -> attempts.add(Tried.of(whole, it)));
    }
    Map<String, Map<String, BigInteger>> used = new HashMap<>();
    for (JsonNode record : owner.all("/v1/usage", "items")) {
      used.computeIfAbsent(record.path("resource").asString(), _ -> new TreeMap<>())
          .merge(
              record.path("meter").asString(),
              new BigInteger(record.path("quantity").asString()),
              BigInteger::add);
    }
    return new Books(
        jobs,
        attempts,
        used,
        owner.all("/v1/statement", "lines"),
        owner.get("/v1/statement").path("totalYuan").asString(),
        owner.get("/v1/balance").path("balanceYuan").asString(),
        operator.get("/v1/operator/ledger?check=true"),
        owner.get("/v1/tariff"));
  }

  /** What was metered of an attempt. */
  BigInteger used(String attempt, String meter) {
    return used.getOrDefault(attempt, Map.of()).getOrDefault(meter, BigInteger.ZERO);
  }

  /** What was not charged of an attempt, for the platform was to blame. */
  BigInteger forgiven(String attempt, String meter) {
    return lines.stream()
        .filter(Books::isForgiven)
        .filter(line -> line.path("resource").asString().equals(attempt))
        .filter(line -> line.path("meter").asString().equals(meter))
        .map(line -> new BigInteger(line.path("quantity").asString()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  static boolean isForgiven(JsonNode line) {
    return line.hasNonNull("notCharged");
  }
}
