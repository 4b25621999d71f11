package dev.penstock.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the centre offers, under {@code penstock.fleet}.
 *
 * @param flavours shapes by name
 * @param runtimes environments by name
 * @param cardModels our names of the card models that engines report
 * @param local the engine on this machine
 * @param slurm clusters by the names of their engines
 * @param incidents what is done about faults
 */
@ConfigurationProperties("penstock.fleet")
record FleetSettings(
    @DefaultValue Map<String, FlavourSetting> flavours,
    @DefaultValue List<RuntimeSetting> runtimes,
    @DefaultValue Map<String, String> cardModels,
    @DefaultValue Local local,
    @DefaultValue Map<String, Slurm> slurm,
    @DefaultValue IncidentSetting incidents) {

  /**
   * A flavour; cores are decimal, memory in GiB.
   *
   * @param cards whole cards, or a part of one, such as 0.25
   */
  record FlavourSetting(
      @Nullable String cardModel,
      @DefaultValue("0") java.math.BigDecimal cards,
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

  /**
   * A Slurm cluster; docs/slurm.md says more of each.
   *
   * @param url of slurmrestd; absent: Slurm's commands on this host are used
   * @param jwtKeyFile the key of {@code auth/jwt}
   * @param user an operator of Slurm
   * @param cluster its name in slurmdbd, where that knows more than one
   * @param partition where jobs go
   * @param sharedFolder what this host and the nodes see under the same path
   * @param slurmConf for {@code scontrol}, which knows the switches
   * @param userPattern of the Unix users that accounts run as, {@code %s} is the account's name
   * @param userHook a command that makes such a user
   * @param accounts whether accounts are made in Slurm's database
   * @param placement {@code placed} or {@code scheduled}
   * @param exclusive whether jobs have their nodes alone
   * @param qos by priority class
   * @param ringCards how many cards work together as a group, 0: unknown
   * @param images {@code none}, {@code apptainer} or {@code enroot}
   * @param sandbox {@code auto}, {@code bubblewrap} or {@code none}
   * @param logLimit beyond which a job is ended
   * @param poll how often Slurm is looked at
   * @param patience with a node that has become unavailable before its job started
   */
  record Slurm(
      @Nullable URI url,
      @Nullable Path jwtKeyFile,
      @DefaultValue("slurm") String user,
      @Nullable String cluster,
      String partition,
      Path sharedFolder,
      @Nullable Path slurmConf,
      @DefaultValue("ps-%s") String userPattern,
      @DefaultValue List<String> userHook,
      @DefaultValue("true") boolean accounts,
      @DefaultValue("placed") String placement,
      @DefaultValue("false") boolean exclusive,
      @DefaultValue Map<String, String> qos,
      @DefaultValue("0") int ringCards,
      @DefaultValue("none") String images,
      @DefaultValue("auto") String sandbox,
      @DefaultValue("256MB") DataSize logLimit,
      @DefaultValue("1s") Duration poll,
      @DefaultValue("2m") Duration patience) {}
}
