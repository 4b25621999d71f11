package dev.penstock.jobs;

import dev.penstock.queues.WaitReason;
import dev.penstock.tenancy.Messages;
import java.util.Locale;
import java.util.Map;

/** Why jobs wait, as people read it. */
final class WaitTexts {
  private static final String REFUSED = "wait.refused.";

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
      case WaitReason.Refused(String why) -> {
        String text = messages.say(REFUSED + why, Map.of(), locale);
        yield text.startsWith(REFUSED) ? why : text;
      }
    };
  }
}
