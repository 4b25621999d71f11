package dev.penstock.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param incidents what is done about faults
 */
@ConfigurationProperties("penstock.fleet")
record FleetSettings(
    @DefaultValue Map<String, FlavourSetting> flavours,
    @DefaultValue List<RuntimeSetting> runtimes,
    @DefaultValue Map<String, String> cardModels,
    @DefaultValue Local local,
    @DefaultValue IncidentSetting incidents) {

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
   * @param enabled whether this machine runs jobs; of several servers of a centre one at most may
   * @param nodeName this machine's name as a node; the host's name where absent
   */
  record Local(@DefaultValue("true") boolean enabled, @Nullable String nodeName) {}

  /**
   * What is done about faults.
   *
   * @param wellFor how long a fault must be gone until work starts there again
   * @param flaps how often a fault comes until what has it is held
   * @param within in what time it comes so often
   * @param quiet how long what is held must be without a fault
   * @param stop the severities at which what runs there is stopped; the others only fence
   * @param severities by words that the detail of a card may have; what has none is major
   */
  record IncidentSetting(
      @DefaultValue("2m") Duration wellFor,
      @DefaultValue("3") int flaps,
      @DefaultValue("30m") Duration within,
      @DefaultValue("6h") Duration quiet,
      @DefaultValue({"major", "critical"}) Set<Severity> stop,
      @DefaultValue Map<String, Severity> severities) {
    IncidentJudge.Rules rules() {
      return new IncidentJudge.Rules(wellFor, flaps, within, quiet);
    }
  }
}
