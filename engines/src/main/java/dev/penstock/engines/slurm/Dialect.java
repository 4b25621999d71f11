package dev.penstock.engines.slurm;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the versions of Slurm's REST interface differ in what they are told. What they answer is read
 * by its shape, see {@link Answers}.
 *
 * <p>Really run: v0.0.38 (Slurm 22.05). The later ones are written from their published schemas and
 * tested on documents of those schemas alone.
 *
 * @param number the NN of {@code v0.0.NN}
 */
record Dialect(int number) {
  static final int OLDEST = 38;
  static final int NEWEST = 44;

  private static final Pattern VERSION = Pattern.compile("/slurm/v0\\.0\\.(\\d{1,4})/");

  /** The newest version that both sides know, of the paths in the daemon's OpenAPI document. */
  static Optional<Dialect> of(JsonNode openApi) {
    var numbers = new TreeSet<Integer>();
    openApi
        .path("paths")
        .propertyNames()
        .forEach(
            path -> {
              Matcher version = VERSION.matcher(path);
              if (version.lookingAt()) {
                numbers.add(Integer.parseInt(version.group(1)));
              }
            });
    Integer best = numbers.floor(NEWEST);
    return best == null || best < OLDEST ? Optional.empty() : Optional.of(new Dialect(best));
  }

  String version() {
    return "v0.0." + number;
  }

  private boolean old() {
    return number <= 38;
  }

  /** The body of a job's submission. */
  ObjectNode body(Submission job) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("script", job.script());
    ObjectNode order = body.putObject("job");
    order.put("name", job.name());
    order.put("comment", job.name());
    if (job.account() != null) {
      order.put("account", job.account());
    }
    if (job.qos() != null) {
      order.put("qos", job.qos());
    }
    order.put("partition", job.partition());
    order.put("tasks", job.nodes());
    order.put("tasks_per_node", 1);
    order.put("cpus_per_task", job.cpus());
    order.put("current_working_directory", "/");
    order.put("standard_input", "/dev/null");
    order.put("standard_output", "/dev/null");
    order.put("standard_error", job.messages().toString());
    if (old()) {
      older(job, order);
    } else {
      newer(job, order);
    }
    return body;
  }

  private static void older(Submission job, ObjectNode order) {
    order.putArray("nodes").add(job.nodes()).add(job.nodes());
    order.put("memory_per_node", job.memoryMiB());
    // "requeue": false is read as true
    order.put("no_requeue", true);
    order.putObject("environment").put("PATH", Submission.PATH);
    if (!job.nodeList().isEmpty()) {
      order.put("nodelist", HostList.of(job.nodeList()));
    }
    if (!job.gres().isEmpty()) {
      order.put("gres", job.gres());
    }
    if (job.minutes() != null) {
      order.put("time_limit", job.minutes());
    }
    if (job.exclusive()) {
      order.put("exclusive", "true");
    }
  }

  private void newer(Submission job, ObjectNode order) {
    order.put("minimum_nodes", job.nodes());
    order.put("maximum_nodes", job.nodes());
    number(order, "memory_per_node", job.memoryMiB());
    order.put("requeue", false);
    order.putArray("environment").add("PATH=" + Submission.PATH);
    if (!job.nodeList().isEmpty()) {
      var nodes = order.putArray("required_nodes");
      job.nodeList().stream().sorted().forEach(nodes::add);
    }
    if (!job.gres().isEmpty()) {
      order.put("tres_per_node", (number >= 40 ? "gres/" : "gres:") + job.gres());
    }
    if (job.minutes() != null) {
      number(order, "time_limit", job.minutes());
    }
    if (job.exclusive()) {
      order.putArray(number >= 41 ? "shared" : "exclusive").add(number >= 41 ? "none" : "true");
    }
  }

  private static void number(ObjectNode parent, String field, long value) {
    parent.putObject(field).put("set", true).put("infinite", false).put("number", value);
  }

  /** The body that makes accounts. */
  static ObjectNode accounts(List<String> names) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    var accounts = body.putArray("accounts");
    for (String name : names) {
      accounts
          .addObject()
          .put("name", name)
          .put("description", "penstock")
          .put("organization", "penstock");
    }
    return body;
  }

  /** The body that makes a user. */
  static ObjectNode user(String name, String account) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("users")
        .addObject()
        .put("name", name)
        .putObject("default")
        .put("account", account);
    return body;
  }

  /** The body that puts an account below another, or, with a user, the user into the account. */
  ObjectNode association(String cluster, String account, String parent, String user) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode one = body.putArray("associations").addObject();
    one.put("cluster", cluster).put("account", account);
    // the old one complains where there is no user, and makes a broken association of an empty one
    if (!user.isEmpty() || !old()) {
      one.put("user", user);
    }
    if (user.isEmpty()) {
      one.put("parent_account", parent);
    } else {
      one.put("is_default", 1);
    }
    return body;
  }
}
