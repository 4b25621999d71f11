package dev.penstock.insights;

import dev.penstock.billing.Prices;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the centre does, for everybody; {@link Discretion} says what is in it and what is not.
 *
 * @param at as of when
 * @param week the load by the hour over the last seven days, the newest last
 */
record PublicStatus(
    CentreName name,
    Instant at,
    PublicLoad load,
    List<PublicHour> week,
    List<PublicFlavour> flavours,
    Prices.TariffInForce tariff,
    Joining join) {

  /** The centre's name in both languages. */
  record CentreName(String zh, String en) {}

  /**
   * How much of something is used.
   *
   * @param used as its share says, not more exact than that
   * @param share 0 to 1, in steps of a twentieth
   */
  record LoadShare(double used, double total, double share) {
    static LoadShare of(double used, double total) {
      double share = Discretion.share(used, total);
      return new LoadShare(readable(share * total), readable(total), share);
    }

    private static double readable(double figure) {
      return Math.round(figure * 10) / 10.0;
    }
  }

  /** How much of the cards of a model is used. */
  record CardShare(String model, LoadShare load) {}

  /** The load now: cores, memory in GiB, cards by model. */
  record PublicLoad(LoadShare cores, LoadShare memoryGib, List<CardShare> cards) {}

  /** The share of a model's cards that was used. */
  record HourOfCards(String model, double share) {}

  /** The used shares in the hour from then on, on average. */
  record PublicHour(Instant at, double coresShare, double memoryShare, List<HourOfCards> cards) {}

  /**
   * A flavour.
   *
   * @param cards how many cards of its model a node gives, decimal
   * @param cores how many cores, decimal
   * @param available a range: how many could start now
   * @param total how many would run at once if nothing else did
   * @param waiting a range: how many jobs wait for it; absent when it is too few to say
   * @param waitP50Seconds what half of the jobs of the last seven days did not wait longer than;
   *     absent when they are too few to say
   */
  record PublicFlavour(
      String name,
      @Nullable String cardModel,
      String cards,
      String cores,
      String memoryGib,
      String perHourYuan,
      String available,
      long total,
      @Nullable String waiting,
      @Nullable Long waitP50Seconds,
      @Nullable Long waitP90Seconds) {}

  /**
   * How to become a customer.
   *
   * @param text what to do, in the reader's language
   * @param contact whom to ask, where the centre says so
   */
  record Joining(String text, @Nullable String contact) {}
}
