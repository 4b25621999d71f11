package dev.penstock.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the centre offers, under {@code penstock.fleet}.
 *
 * @param flavours shapes by name
 * @param runtimes environments by name
 * @param cardModels our names of the card models that engines report
 * @param local the engine on this machine
 */
@ConfigurationProperties("penstock.fleet")
record FleetSettings(
    @DefaultValue Map<String, FlavourSetting> flavours,
    @DefaultValue List<RuntimeSetting> runtimes,
    @DefaultValue Map<String, String> cardModels,
    @DefaultValue Local local) {

  /** A flavour; cores are decimal, memory in GiB. */
  record FlavourSetting(
      @Nullable String cardModel,
      @DefaultValue("0") int cards,
      java.math.BigDecimal cores,
      java.math.BigDecimal memoryGib) {}

  record RuntimeSetting(
      String name, String version, String description, Map<String, FormSetting> engines) {}

  record FormSetting(
      @DefaultValue("false") boolean host,
      @Nullable Path folder,
      @Nullable String image,
      @DefaultValue List<Path> extra) {}

  /**
   * The local engine.
   *
   * @param enabled whether this machine runs work itself. Where several servers share a database,
   *     at most one may: each takes the nodes of an engine that it does not see for down
   * @param nodeName this machine's name as a node; the host's name where absent
   */
  record Local(@DefaultValue("true") boolean enabled, @Nullable String nodeName) {}
}
