package dev.penstock.engines.slurm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a Slurm cluster is used.
 *
 * @param name of the engine in this installation
 * @param installation tells several installations on one cluster apart, for ever the same; letters,
 *     digits, {@code -}. Only jobs that carry it are ever touched
 * @param connection how the cluster's daemons are spoken to
 * @param partition where jobs go, and whose nodes are listed
 * @param sharedFolder a folder that this host and every node see under the same path
 * @param slurmConf the cluster's {@code slurm.conf} on this host, for {@code scontrol}: it knows
 *     the switches, which slurmrestd does not tell. Null: nodes have no switch
 * @param users whom the jobs of an account run as
 * @param accounts whether the engine makes accounts and their users in Slurm's database; otherwise
 *     they must be there
 * @param placed whether jobs go to the very nodes of the order; otherwise Slurm chooses as many
 *     nodes of the partition
 * @param exclusive whether jobs have their nodes alone, whatever they ask for
 * @param qos QOS by priority class; a class that is not in it gets Slurm's default
 * @param ringCards how many cards of a node work together as one group; 0: not told
 * @param images how container images are run
 * @param sandbox how jobs see the file system of a node
 * @param logLimitBytes a job whose log grows beyond this is ended
 * @param poll how often Slurm is asked for its jobs, 50 ms or more; a slow answer stretches it
 * @param patience how long a job may wait for a node that has become unavailable
 */
public record SlurmSettings(
    String name,
    String installation,
    Connection connection,
    String partition,
    Path sharedFolder,
    @Nullable Path slurmConf,
    Users users,
    boolean accounts,
    boolean placed,
    boolean exclusive,
    Map<String, String> qos,
    int ringCards,
    Images images,
    Sandbox sandbox,
    long logLimitBytes,
    Duration poll,
    Duration patience) {

  /** How Slurm is spoken to. */
  public sealed interface Connection {
    /**
     * Through slurmrestd.
     *
     * @param url such as {@code http://slurm.example.org:6820}
     * @param jwtKeyFile the key of {@code AuthAltParameters=jwt_key=...}: the engine signs a token
     *     for each user itself
     * @param user an operator of Slurm, such as {@code slurm} or {@code root}
     * @param cluster its name in slurmdbd; null: the only one there
     */
    record Rest(URI url, Path jwtKeyFile, String user, @Nullable String cluster)
        implements Connection {}

    /** Through {@code sbatch}, {@code squeue}, {@code sacct} and {@code scancel} on this host. */
    record Commands() implements Connection {}
  }

  /**
   * Unix users of accounts.
   *
   * @param pattern of the name, {@code %s} is the account's; without {@code %s} all jobs run as
   *     this one user
   * @param hook a command that makes the user on this host and on all nodes, with the name as its
   *     last argument; empty: users must be there
   */
  public record Users(String pattern, List<String> hook) {
    public Users {
      hook = List.copyOf(hook);
    }

    /** The user of an account. */
    public String of(String account) {
      return pattern.replace("%s", account);
    }
  }

  /** What runs container images on the nodes. */
  public enum Images {
    NONE,
    APPTAINER,
    ENROOT;

    /** The name in a configuration. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a job sees its node's file system. */
  public enum Sandbox {
    /** Bubblewrap where a node has it and allows user namespaces, else none. */
    AUTO,
    /** Bubblewrap; a node without it fails the job's start. */
    BUBBLEWRAP,
    /** None: variables name the real folders, and {@code /job} does not exist. */
    NONE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final long LOG_LIMIT = 256L << 20;

  public SlurmSettings {
    sharedFolder = sharedFolder.toAbsolutePath().normalize();
    qos = Map.copyOf(qos);
    if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "name '%s': use 1 to 40 lower-case letters, digits and '-'".formatted(name));
    }
    if (!installation.matches("[A-Za-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "installation '%s': use 1 to 40 letters, digits and '-'".formatted(installation));
    }
    if (!sharedFolder.toString().matches("[A-Za-z0-9/._-]+")) {
      throw new IllegalArgumentException(
          "sharedFolder '%s': use a path of letters, digits and . _ -".formatted(sharedFolder));
    }
    if (ringCards < 0 || logLimitBytes < 1) {
      throw new IllegalArgumentException(
          "ringCards must not be negative, logLimitBytes must be positive");
    }
    if (poll.toMillis() < 50) {
      throw new IllegalArgumentException("poll %s: use 50 ms or more".formatted(poll));
    }
  }

  /** The usual: placed, accounts made on demand, users {@code ps-<account>}, a look each second. */
  public static SlurmSettings of(
      String name,
      String installation,
      Connection connection,
      String partition,
      Path sharedFolder) {
    return new SlurmSettings(
        name,
        installation,
        connection,
        partition,
        sharedFolder,
        null,
        new Users("ps-%s", List.of()),
        true,
        true,
        false,
        Map.of(),
        0,
        Images.NONE,
        Sandbox.AUTO,
        LOG_LIMIT,
        Duration.ofSeconds(1),
        Duration.ofMinutes(2));
  }

  /** The part of a job's name that says whose it is. */
  String mark() {
    return "penstock:" + installation + ":";
  }

  /** What no other installation touches. */
  Path folder() {
    return sharedFolder.resolve("penstock-" + installation);
  }
}
