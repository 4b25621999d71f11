package dev.penstock.insights;

import dev.penstock.billing.Prices;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.insights.PublicStatus.PublicFlavour;
import dev.penstock.insights.PublicStatus.PublicHour;
import dev.penstock.insights.PublicStatus.PublicLoad;
import dev.penstock.insights.PublicView.Offer;
import dev.penstock.jobs.JobFigures;
import dev.penstock.jobs.JobFigures.Waits;
import dev.penstock.queues.Occupancy;
import dev.penstock.queues.Occupancy.Held;
import dev.penstock.shared.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the public sees for a few seconds, so that many who look cost what one does. What
 * spans a week is looked up once a minute.
 */
final class PublicPage {
  static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration WEEK_FRESH = Duration.ofMinutes(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /** All of the page that is the same for every reader. */
  record Content(
      Instant at,
      PublicLoad load,
      List<PublicHour> week,
      List<PublicFlavour> flavours,
      Prices.TariffInForce tariff) {}

  private record Week(Instant at, List<PublicHour> hours, Map<String, Waits> waits) {}

  private final LoadBook load;
  private final Nodes nodes;
  private final Occupancy occupancy;
  private final JobFigures jobs;
  private final Flavours flavours;
  private final Prices prices;
  private final Clock clock;
  private @Nullable Content content;
  private @Nullable Week week;

  PublicPage(
      LoadBook load,
      Nodes nodes,
      Occupancy occupancy,
      JobFigures jobs,
      Flavours flavours,
      Prices prices,
      Clock clock) {
    this.load = load;
    this.nodes = nodes;
    this.occupancy = occupancy;
    this.jobs = jobs;
    this.flavours = flavours;
    this.prices = prices;
    this.clock = clock;
  }

  /** The page, not older than {@link #FRESH}. */
  synchronized Content read() {
    Instant now = clock.instant();
    Content kept = content;
    if (kept == null || isOver(kept.at(), FRESH, now)) {
      kept = fresh(now);
      content = kept;
    }
    return kept;
  }

  private Content fresh(Instant now) {
    Week past = week;
    if (past == null || isOver(past.at(), WEEK_FRESH, now)) {
      past =
          new Week(
              now,
              load.history(Math.toIntExact(WEEK.toHours()), Duration.ofHours(1)).stream()
                  .map(PublicView::hour)
                  .toList(),
              jobs.waits(now.minus(WEEK)));
      week = past;
    }
    List<FleetNode> fleet = nodes.all();
    List<Held> held = occupancy.held();
    return new Content(
        now,
        PublicView.load(LoadSample.of(now, fleet, held, 0, 0)),
        past.hours(),
        PublicView.flavours(offers(), fleet, held, jobs.queued(), past.waits()),
        prices.inForce());
  }

  /** A clock that was set back counts as time that has gone by. */
  private static boolean isOver(Instant at, Duration fresh, Instant now) {
    return now.isBefore(at) || now.isAfter(at.plus(fresh));
  }

  private List<Offer> offers() {
    return flavours.all().stream()
        .flatMap(
            it -> {
              try {
                return Stream.of(new Offer(it.name(), it.shape(), prices.perHour(it.shape())));
              } catch (ProblemException unpriced) {
                // what has no price is not for sale
                return Stream.empty();
              }
            })
        .toList();
  }
}
