package dev.penstock.queues;

import dev.penstock.dispatch.centre.Policy;
import dev.penstock.dispatch.packing.Mix;
import dev.penstock.dispatch.packing.Packing;
import java.time.Duration;
import java.util.Random;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the dispatch kernel decides, under {@code penstock.dispatch}.
 *
 * @param placing which node of those with room: {@code best-fit}, {@code first-fit}, {@code fgd} or
 *     {@code node-value}
 * @param shortFirst how much of the predicted run time counts as if the job had come later; 0 for
 *     first in, first out
 * @param overtaken a job is overtaken in its queue only by such as came at most this much later
 * @param longestWait what has waited so long goes before all others
 * @param halfLife after which past usage counts half; 0 where only the present counts
 * @param held for so many that find no room, by card model, room to come is kept: 1 is EASY
 *     backfill
 * @param reclaimAfter how long a queue below its guarantee waits before borrowers are stopped
 * @param stopsPerHour how many are stopped for others, at most
 * @param movesAfter how long one waits before smaller ones are moved out of its way
 */
@ConfigurationProperties("penstock.dispatch")
record DispatchSettings(
    @DefaultValue("best-fit") String placing,
    @DefaultValue("0.25") double shortFirst,
    @DefaultValue("1h") Duration overtaken,
    @DefaultValue("24h") Duration longestWait,
    @DefaultValue("24h") Duration halfLife,
    @DefaultValue("1") int held,
    @DefaultValue("2m") Duration reclaimAfter,
    @DefaultValue("60") int stopsPerHour,
    @DefaultValue("30m") Duration movesAfter) {

  /**
   * The policy.
   *
   * @param mix what is likely to come, for the placings that look ahead
   */
  Policy policy(Mix mix) {
    return new Policy(
        Packing.parse(placing).policy(mix, new Random(1)),
        shortFirst,
        overtaken.toMillis(),
        longestWait.toMillis(),
        halfLife.toMillis(),
        held,
        reclaimAfter.toMillis(),
        stopsPerHour,
        movesAfter.toMillis());
  }
}
