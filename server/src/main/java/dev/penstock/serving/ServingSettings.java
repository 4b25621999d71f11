package dev.penstock.serving;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code penstock.serving}.
 *
 * @param command the replica's program and its arguments; {@code {endpoint}} and {@code {version}}
 *     in them stand for the endpoint's name and the model's version
 * @param rollUp how often counted calls become usage; whole seconds, a whole part of an hour
 * @param timeout how long a replica may take for one answer
 * @param maxBody the largest body of a call, and of its answer
 */
@ConfigurationProperties("penstock.serving")
record ServingSettings(
    List<String> command,
    @DefaultValue("10s") Duration rollUp,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("32MB") DataSize maxBody) {

  ServingSettings {
    if (command == null || command.isEmpty()) {
      throw new IllegalArgumentException(
          "penstock.serving.command is empty: give the program that serves a model");
    }
    command = List.copyOf(command);
    if (!rollUp.isPositive()
        || !rollUp.truncatedTo(ChronoUnit.SECONDS).equals(rollUp)
        || Duration.ofHours(1).toSeconds() % rollUp.toSeconds() != 0) {
      throw new IllegalArgumentException(
          "penstock.serving.roll-up is %s: give whole seconds that divide an hour, such as 10s"
              .formatted(rollUp));
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "penstock.serving.timeout is %s: give a positive duration".formatted(timeout));
    }
    if (maxBody.toBytes() < 1 || maxBody.toBytes() > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "penstock.serving.max-body is %s: give 1B to 1023MB".formatted(maxBody));
    }
  }

  int mostBytes() {
    return Math.toIntExact(maxBody.toBytes());
  }
}
