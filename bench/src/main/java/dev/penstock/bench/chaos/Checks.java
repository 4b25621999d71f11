package dev.penstock.bench.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What must hold, whatever was killed.
 *
 * @param accepted ids of the jobs that a server has taken, by name
 * @param refused what was sent and not taken
 * @param slurm slurmdbd's records by attempt
 * @param markers lines that programs left, by attempt and rank
 */
record Checks(
    Map<String, String> accepted,
    List<String> refused,
    Books books,
    Map<String, List<Accounted>> slurm,
    Map<String, Long> markers) {
  static final Set<String> TERMINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

  private static final String CARD = "card.ascend910b";
  private static final BigInteger CARD_SECOND = BigInteger.valueOf(1_000_000_000L);
  private static final BigDecimal HOUR = BigDecimal.valueOf(3_600_000_000L);
  private static final Map<String, BigDecimal> PRICED_IN =
      Map.of(
          "core",
          HOUR.multiply(BigDecimal.valueOf(1_000)),
          "memory",
          HOUR.multiply(BigDecimal.valueOf(1_024)),
          CARD,
          HOUR.multiply(BigDecimal.valueOf(1_000)));

  /** How many lines each file has. */
  static Map<String, Long> markers(Path folder) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        counts.put(String.valueOf(file.getFileName()), (long) Files.readAllLines(file).size());
      }
    }
    return counts;
  }

  List<Check> all() {
    return List.of(there(), terminal(), startedOnce(), metered(), bill(), ledger());
  }

  private Check there() {
    Map<String, List<String>> listed = new TreeMap<>();
    for (JsonNode job : books.jobs()) {
      listed
          .computeIfAbsent(job.path("name").asString(), _ -> new ArrayList<>())
          .add(job.path("id").asString());
    }
    List<String> broken = new ArrayList<>(refused);
    accepted.forEach(
        (name, id) -> {
          List<String> ids = listed.getOrDefault(name, List.of());
          if (!ids.equals(List.of(id))) {
            broken.add("%s was accepted as %s, and is there as %s".formatted(name, id, ids));
          }
        });
    listed.keySet().stream()
        .filter(name -> !accepted.containsKey(name))
        .forEach(name -> broken.add(name + " is there, and was not accepted"));
    return new Check(
        "every accepted job is there exactly once",
        "%d accepted, %d there".formatted(accepted.size(), books.jobs().size()),
        broken);
  }

  private Check terminal() {
    Map<String, Integer> states = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (JsonNode job : books.jobs()) {
      String state = job.path("state").asString();
      states.merge(state, 1, Integer::sum);
      if (!TERMINAL.contains(state)) {
        broken.add("%s is %s".formatted(job.path("name").asString(), state));
      }
    }
    return new Check("every job has ended", states.toString(), broken);
  }

  private Check startedOnce() {
    Map<String, String> known = new HashMap<>();
    books.attempts().forEach(it -> known.put(it.id(), it.label()));
    List<String> broken = new ArrayList<>();
    markers.forEach(
        (file, lines) -> {
          String attempt = file.substring(0, file.lastIndexOf('.'));
          if (lines != 1) {
            broken.add("%s started %d times".formatted(known.getOrDefault(attempt, file), lines));
          } else if (!known.containsKey(attempt)) {
            broken.add(attempt + " started, and the API does not know it");
          }
        });
    long ran = 0;
    for (Map.Entry<String, List<Accounted>> one : slurm.entrySet()) {
      List<Accounted> running = one.getValue().stream().filter(Accounted::ran).toList();
      ran += running.size();
      if (running.size() > 1) {
        broken.add("%s ran as %s".formatted(known.getOrDefault(one.getKey(), "?"), running));
      }
    }
    return new Check(
        "no attempt started twice",
        "%d attempts, %d lines of starts, %d records of Slurm that ran"
            .formatted(
                books.attempts().size(), markers.values().stream().mapToLong(it -> it).sum(), ran),
        broken);
  }

  private Check metered() {
    List<String> broken = new ArrayList<>();
    BigInteger total = BigInteger.ZERO;
    BigInteger forgiven = BigInteger.ZERO;
    long slurms = 0;
    long unused = 0;
    int ranAway = 0;
    for (Books.Tried attempt : books.attempts()) {
      BigInteger free = books.forgiven(attempt.id(), CARD);
      BigInteger ours = books.used(attempt.id(), CARD).add(free);
      List<Accounted> records =
          slurm.getOrDefault(attempt.id(), List.of()).stream().filter(Accounted::ran).toList();
      long theirs = records.stream().mapToLong(Accounted::cardSeconds).sum();
      if (attempt.start() == null && ours.signum() == 0 && !began(attempt.id())) {
        // Slurm had given it nodes when it was stopped
        unused += theirs;
        continue;
      }
      if (records.stream().anyMatch(Accounted::ranAway)) {
        ranAway++;
        continue;
      }
      total = total.add(ours);
      forgiven = forgiven.add(free);
      slurms += theirs;
      if (!ours.equals(CARD_SECOND.multiply(BigInteger.valueOf(theirs)))) {
        broken.add(
            "%s: %s card-seconds of which %s are not charged, %s to %s; Slurm has %d: %s"
                .formatted(
                    attempt.label(),
                    seconds(ours),
                    seconds(free),
                    attempt.start(),
                    attempt.end(),
                    theirs,
                    slurm.get(attempt.id())));
      }
    }
    return new Check(
        "card-seconds are those of sacct, attempt by attempt",
        "%s card-seconds, of which %s are not charged; Slurm has %d, and %d of attempts whose program never began; it knows no end of %d attempts, which are left out"
            .formatted(seconds(total), seconds(forgiven), slurms, unused, ranAway),
        broken);
  }

  private boolean began(String attempt) {
    return markers.keySet().stream().anyMatch(file -> file.startsWith(attempt + "."));
  }

  private static String seconds(BigInteger milliCardMicros) {
    return new BigDecimal(milliCardMicros).divide(new BigDecimal(CARD_SECOND)).toPlainString();
  }

  /** Each line is what was metered at its price; what is not charged costs nothing. */
  private Check bill() {
    List<String> broken = new ArrayList<>();
    RoundingMode rounding = RoundingMode.valueOf(books.tariff().path("rounding").asString());
    Map<String, BigDecimal> prices = new HashMap<>();
    for (JsonNode item : books.tariff().path("items")) {
      prices.put(item.path("meter").asString(), new BigDecimal(item.path("priceYuan").asString()));
    }
    BigDecimal due = BigDecimal.ZERO.setScale(6);
    BigDecimal free = BigDecimal.ZERO.setScale(6);
    for (Map.Entry<String, Map<String, BigInteger>> attempt : books.used().entrySet()) {
      for (Map.Entry<String, BigInteger> used : attempt.getValue().entrySet()) {
        BigDecimal price = prices.getOrDefault(used.getKey(), BigDecimal.ZERO);
        BigDecimal unit = PRICED_IN.getOrDefault(used.getKey(), BigDecimal.ONE);
        due = due.add(new BigDecimal(used.getValue()).multiply(price).divide(unit, 6, rounding));
      }
    }
    for (JsonNode line : books.lines()) {
      BigDecimal amount = new BigDecimal(line.path("amountYuan").asString());
      if (Books.isForgiven(line)) {
        free = free.add(new BigDecimal(line.path("notCharged").path("amountYuan").asString()));
        if (amount.signum() != 0) {
          broken.add("a line that is not charged costs " + amount);
        }
      }
    }
    if (due.compareTo(new BigDecimal(books.total())) != 0) {
      broken.add(
          "metered at the tariff is %s, the statement says %s".formatted(due, books.total()));
    }
    BigDecimal left = new BigDecimal(Cluster.TOP_UP).subtract(due);
    if (left.compareTo(new BigDecimal(books.balance())) != 0) {
      broken.add("%s should be left, the balance is %s".formatted(left, books.balance()));
    }
    return new Check(
        "the bill is what was metered, less what faults cost",
        "%s yuan for %d attempts; %s yuan not charged"
            .formatted(books.total(), books.used().size(), free),
        broken);
  }

  private Check ledger() {
    List<String> broken = new ArrayList<>();
    String sum = books.ledger().path("sumYuan").asString();
    if (new BigDecimal(sum).signum() != 0) {
      broken.add("all balances add up to " + sum);
    }
    books.ledger().path("differences").forEach(it -> broken.add(it.asString()));
    return new Check(
        "the ledger adds up to zero",
        "%s yuan over %d accounts".formatted(sum, books.ledger().path("accounts").size()),
        broken);
  }
}
