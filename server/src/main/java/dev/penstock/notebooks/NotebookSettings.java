package dev.penstock.notebooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code penstock.notebooks}.
 *
 * @param port where notebooks are reached, and nothing else; any free one where 0
 * @param address the public address of that port where there is a reverse proxy, such as {@code
 *     https://notebooks.example.cn}. With {@code {id}} in its host every notebook has an origin of
 *     its own, so that the pages of one can't reach another's: {@code
 *     https://{id}.notebooks.example.cn}. Absent: the host by which the API is called, and the port
 * @param runtime what notebooks run
 * @param command starts Jupyter; {@code {base}} in it stands for the notebook's path
 * @param poll how often a notebook is asked whether anything happens in it
 */
@ConfigurationProperties("penstock.notebooks")
record NotebookSettings(
    @DefaultValue("7071") int port,
    @Nullable String address,
    @DefaultValue("notebook-cpu") String runtime,
    List<String> command,
    @DefaultValue("30s") Duration poll) {

  NotebookSettings {
    if (command == null || command.isEmpty()) {
      throw new IllegalArgumentException(
          "penstock.notebooks.command is empty: give the program that serves a notebook");
    }
    command = List.copyOf(command);
    if (!poll.isPositive()) {
      throw new IllegalArgumentException(
          "penstock.notebooks.poll is %s: give a positive duration".formatted(poll));
    }
    if (address != null && !isOrigin(address)) {
      throw new IllegalArgumentException(
          "penstock.notebooks.address is %s: give a scheme and a host, such as https://notebooks.example.cn"
              .formatted(address));
    }
  }

  private static boolean isOrigin(String address) {
    try {
      URI origin = URI.create(address.replace("{id}", "id"));
      return origin.getHost() != null
          && List.of("http", "https").contains(origin.getScheme())
          && origin.getRawPath().isEmpty();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
