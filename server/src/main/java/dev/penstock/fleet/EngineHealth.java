package dev.penstock.fleet;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Whether the engines answer this server, as of its last look. */
public final class EngineHealth {
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  EngineHealth(Engines engines, Instant now) {
    engines.all().forEach(it -> answers.put(it.name(), new Answer(true, now, null, null)));
  }

  /**
   * How an engine answers.
   *
   * @param since since when it answers, or does not
   * @param lastAnswer when it last answered; null where it has not yet
   * @param error why it does not answer; null where it does
   */
  public record Answer(
      boolean reachable, Instant since, @Nullable Instant lastAnswer, @Nullable String error) {}

  /** How the engine answers; as one that answers where it is not known. */
  public Answer of(String engine) {
    return answers.getOrDefault(engine, new Answer(true, Instant.EPOCH, null, null));
  }

  /** Since when the engine does not answer; null where it does. */
  public @Nullable Instant awaySince(String engine) {
    Answer answer = of(engine);
    return answer.reachable ? null : answer.since;
  }

  /** Whether this server reaches the engine, and it answers. */
  public boolean answers(String engine) {
    Answer answer = answers.get(engine);
    return answer != null && answer.reachable;
  }

  void took(Iterable<EngineLook> looks, Instant now) {
    for (EngineLook look : looks) {
      boolean reachable = look.nodes() != null;
      answers.compute(
          look.engine(),
          (name, before) -> {
            Instant since = before == null || before.reachable != reachable ? now : before.since;
            Instant last = reachable ? now : before == null ? null : before.lastAnswer;
            return new Answer(reachable, since, last, look.error());
          });
    }
  }
}
