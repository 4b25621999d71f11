package dev.penstock.jobs;

import dev.penstock.dispatch.Fit;
import dev.penstock.queues.WaitReason;
import dev.penstock.shared.Money;
import dev.penstock.tenancy.Messages;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why jobs wait and what would change that, as people read it. */
final class WaitTexts {
  private static final String REFUSED = "wait.refused.";

  private static final int MOST_NAMED = 3;

  private final Messages messages;

  WaitTexts(Messages messages) {
    this.messages = messages;
  }

  String sentence(WaitReason reason, Locale locale) {
    return switch (reason) {
      case WaitReason.Room(int fitting, int needed, int possible) ->
          messages.say(
              "wait.room",
              Map.of("fitting", fitting, "needed", needed, "possible", possible),
              locale);
      case WaitReason.Behind(int before) ->
          messages.say("wait.behind", Map.of("before", before), locale);
      case WaitReason.NotBefore(Instant until) ->
          messages.say("wait.not-before", Map.of("until", until), locale);
      case WaitReason.After(List<String> jobs) ->
          messages.say("wait.after", Map.of("jobs", named(jobs, locale)), locale);
      case WaitReason.Kept(boolean reserved, Instant from) ->
          messages.say(reserved ? "wait.reserved" : "wait.kept", Map.of("from", from), locale);
      case WaitReason.Limit(
              boolean own,
              String resource,
              String used,
              String limit,
              String asked) ->
          messages.say(
              own ? "wait.own-limit" : "wait.limit",
              Map.of("resource", resource, "used", used, "limit", limit, "asked", asked),
              locale);
      case WaitReason.Guaranteed(String resource, String free, String asked) ->
          messages.say(
              "wait.guaranteed",
              Map.of("resource", resource, "free", free, "asked", asked),
              locale);
      case WaitReason.Price(Instant until) ->
          until == null
              ? messages.say("wait.price", Map.of(), locale)
              : messages.say("wait.price-until", Map.of("until", until), locale);
      case WaitReason.MakingRoom(int stopping) ->
          messages.say("wait.making-room", Map.of("stopping", stopping), locale);
      case WaitReason.AtOnce(int running) ->
          messages.say("wait.at-once", Map.of("running", running), locale);
      case WaitReason.Refused(String why) -> {
        String text = messages.say(REFUSED + why, Map.of(), locale);
        yield text.startsWith(REFUSED) ? why : text;
      }
    };
  }

  private static String named(List<String> jobs, Locale locale) {
    String comma = locale.getLanguage().equals("zh") ? "、" : ", ";
    String named = String.join(comma, jobs.stream().limit(MOST_NAMED).toList());
    return jobs.size() > MOST_NAMED ? named + comma + "…" : named;
  }

  /** What is said of a job that the dispatcher has not come to yet. */
  String notLookedAt(Locale locale) {
    return messages.say("wait.not-looked-at", Map.of(), locale);
  }

  /** Why a job can't ever run as things are. */
  String never(Fit.Impossible it, Locale locale) {
    boolean cores = it.limit() == Fit.Limit.CORES;
    return messages.say(
        "wait.never." + it.limit().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        Map.of(
            "asked", cores ? thousandths(it.asked()) : it.asked(),
            "most", cores ? thousandths(it.most()) : it.most()),
        locale);
  }

  private static String thousandths(long amount) {
    return BigDecimal.valueOf(amount, 3).stripTrailingZeros().toPlainString();
  }

  String sentence(Sooner change, Locale locale) {
    String key = "wait.change." + change.kind();
    return switch (change) {
      case Sooner.FewerNodes(int nodes, int asked) ->
          messages.say(key, Map.of("nodes", nodes, "asked", asked), locale);
      case Sooner.OtherFlavour(String flavour, int nodes) ->
          messages.say(key, Map.of("flavour", flavour, "nodes", nodes), locale);
      case Sooner.NodesReturn(int nodes) -> messages.say(key, Map.of("nodes", nodes), locale);
      case Sooner.TopUp(Money missing, Money hold) ->
          messages.say(key, Map.of("missing", missing, "hold", hold), locale);
    };
  }
}
