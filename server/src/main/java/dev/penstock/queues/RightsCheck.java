package dev.penstock.queues;

import dev.penstock.shared.Problems;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether rights can be given: to a queue alone, and beside all that was given before. */
final class RightsCheck {
  private static final double HEAVIEST = 1_000_000;

  /** More than any centre has, and so little that sums of it stay exact. */
  private static final long MOST = 1_000_000_000_000L;

  private final Map<String, Long> stock;
  private final NavigableSet<String> models;
  private final Collection<QueueRight> known;

  /**
   * A check.
   *
   * @param stock all that the centre has, by field
   * @param models the models of cards that it has or offers
   * @param known what was said of queues so far
   */
  RightsCheck(Map<String, Long> stock, NavigableSet<String> models, Collection<QueueRight> known) {
    this.stock = stock;
    this.models = models;
    this.known = known;
  }

  /**
   * Goes on only when these rights can be given.
   *
   * @throws dev.penstock.shared.ProblemException when they can't: says which, by how much, and what
   *     to do
   */
  void check(QueueRight wanted) {
    if (!(wanted.weight() > 0 && wanted.weight() <= HEAVIEST)) {
      throw Problems.invalid(
          "weight",
          String.valueOf(wanted.weight()),
          "give more than 0 and at most 1000000; 1 is what a queue has unless it is told");
    }
    amounts("guaranteed", wanted.guaranteed());
    amounts("limit", wanted.limit());
    amounts("userLimit", wanted.userLimit());
    Map<String, Long> limit = wanted.limit().byField();
    wanted
        .guaranteed()
        .byField()
        .forEach(
            (field, amount) -> {
              Long most = limit.get(field);
              if (most != null && most < amount) {
                throw Problems.invalid(
                    "limit." + field,
                    most.toString(),
                    "give at least %d, which is guaranteed".formatted(amount));
              }
            });
    if (wanted.project() == null) {
      withinTheCentre(wanted);
      notBelowTheProjects(wanted);
    } else {
      withinTheOrganisation(wanted, wanted.project());
    }
  }

  private void amounts(String of, ResourceAmounts amounts) {
    amounts
        .byField()
        .forEach(
            (field, amount) -> {
              if (amount == null || amount < 0 || amount > MOST) {
                throw Problems.invalid(
                    of + "." + field, String.valueOf(amount), "give 0 to " + MOST);
              }
              String model = model(field);
              if (model != null && !models.contains(model)) {
                throw Problems.invalid(
                    of + "." + field,
                    model,
                    models.isEmpty()
                        ? "the centre has no cards; leave it out"
                        : "use a model of the centre's: " + String.join(", ", models));
              }
            });
  }

  private static @Nullable String model(String field) {
    return field.startsWith(ResourceAmounts.CARDS)
        ? field.substring(ResourceAmounts.CARDS.length())
        : null;
  }

  private void withinTheCentre(QueueRight wanted) {
    wanted
        .guaranteed()
        .byField()
        .forEach(
            (field, amount) -> {
              long there = stock.getOrDefault(field, 0L);
              long others =
                  known.stream()
                      .filter(it -> it.project() == null && !it.org().equals(wanted.org()))
                      .mapToLong(it -> guaranteed(it, field))
                      .sum();
              if (amount > 0 && amount + others > there) {
                throw tooMuch(
                    field,
                    amount,
                    "the centre has %d, of which %d are guaranteed to other organisations"
                        .formatted(there, others),
                    "give at most %d, or guarantee others less first"
                        .formatted(Math.max(0, there - others)));
              }
            });
  }

  private void withinTheOrganisation(QueueRight wanted, UUID project) {
    QueueRight above =
        known.stream()
            .filter(it -> it.org().equals(wanted.org()) && it.project() == null)
            .findFirst()
            .orElse(QueueRight.plain(wanted.org(), null));
    wanted
        .guaranteed()
        .byField()
        .forEach(
            (field, amount) -> {
              long there = guaranteed(above, field);
              long others = projects(wanted.org(), project, field);
              if (amount > 0 && amount + others > there) {
                throw tooMuch(
                    field,
                    amount,
                    "its organisation is guaranteed %d, of which %d go to other projects"
                        .formatted(there, others),
                    "give at most %d, or guarantee the organisation more first"
                        .formatted(Math.max(0, there - others)));
              }
            });
  }

  private void notBelowTheProjects(QueueRight wanted) {
    known.stream()
        .filter(it -> it.org().equals(wanted.org()) && it.project() != null)
        .flatMap(it -> it.guaranteed().byField().keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            field -> {
              long below = projects(wanted.org(), null, field);
              if (below > guaranteed(wanted, field)) {
                throw Problems.unprocessable(
                    "guarantee-too-small",
                    "guaranteed." + field,
                    String.valueOf(guaranteed(wanted, field)),
                    "its projects are guaranteed %d together".formatted(below),
                    "give at least %d, or guarantee the projects less first".formatted(below));
              }
            });
  }

  private long projects(UUID org, @Nullable UUID except, String field) {
    return known.stream()
        .filter(it -> it.org().equals(org) && it.project() != null)
        .filter(it -> !it.queue().equals(except))
        .mapToLong(it -> guaranteed(it, field))
        .sum();
  }

  private static long guaranteed(QueueRight right, String field) {
    return right.guaranteed().byField().getOrDefault(field, 0L);
  }

  private static dev.penstock.shared.ProblemException tooMuch(
      String field, long amount, String detail, String hint) {
    return Problems.unprocessable(
        "guarantee-too-large", "guaranteed." + field, String.valueOf(amount), detail, hint);
  }
}
