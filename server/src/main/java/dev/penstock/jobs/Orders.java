package dev.penstock.jobs;

import dev.penstock.dispatch.Placement;
import dev.penstock.engines.Account;
import dev.penstock.engines.Blame;
import dev.penstock.engines.Card;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Limits;
import dev.penstock.engines.Mount;
import dev.penstock.engines.Rank;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.StartOrder;
import dev.penstock.fleet.FleetNode;
import dev.penstock.fleet.Nodes;
import dev.penstock.fleet.RuntimeSpec;
import dev.penstock.fleet.Runtimes;
import dev.penstock.shared.Shape;
import dev.penstock.storage.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the order for an engine out of a job and its attempt. */
final class Orders {
  /** Enough for any framework's threads, far too few for a fork bomb to hurt. */
  private static final int PROCESSES = 4096;

  private static final int PROCESSES_PER_CORE = 512;

  private final Trees trees;
  private final Runtimes runtimes;
  private final Nodes nodes;
  private final JobFolders folders;
  private final KeptFolders kept;

  Orders(Trees trees, Runtimes runtimes, Nodes nodes, JobFolders folders, KeptFolders kept) {
    this.trees = trees;
    this.runtimes = runtimes;
    this.nodes = nodes;
    this.folders = folders;
    this.kept = kept;
  }

  /**
   * The order for an attempt; makes the folders that it names.
   *
   * @throws EngineException when the runtime is not offered there any more
   */
  StartOrder order(Job job, Attempt attempt) {
    JobSpec spec = job.spec();
    List<Mount> mounts = new ArrayList<>();
    Map<String, String> environment = new HashMap<>(Objects.requireNonNull(spec.environment()));
    if (spec.code() != null) {
      mounts.add(new Mount(trees.materialise(job.org(), spec.code()), "/job/code", false));
    }
    for (Resolved.Input input : job.resolved().inputs()) {
      Path content = trees.materialise(job.org(), Objects.requireNonNull(input.tree()));
      mounts.add(new Mount(content, "/job/inputs/" + input.name(), false));
      environment.put("PENSTOCK_INPUT_" + variable(input.name()), "/job/inputs/" + input.name());
    }
    if (!job.isService()) {
      mounts.add(new Mount(folders.checkpoints(job.id()), "/job/checkpoint", true));
      environment.put("PENSTOCK_CHECKPOINT", "/job/checkpoint");
    }
    if (job.resolved().folder() != null) {
      Path folder = kept.open(job.resolved().folder());
      mounts.add(new Mount(folder, KeptFolders.SEEN_AT, true));
    }
    if (job.taskOf() != null) {
      environment.put("PENSTOCK_ARRAY_ID", job.taskOf().array().toString());
      environment.put("PENSTOCK_ARRAY_INDEX", String.valueOf(job.taskOf().index()));
      environment.put(
          "PENSTOCK_ARRAY_TASKS", String.valueOf(Objects.requireNonNull(spec.array()).count()));
    }
    return new StartOrder(
        attempt.id().value(),
        job.id().value(),
        account(job),
        Objects.requireNonNull(spec.priority()).name().toLowerCase(Locale.ROOT),
        ranks(attempt, job.resolved().shape()),
        root(spec.runtime(), attempt.engine()),
        spec.command().words(),
        environment,
        mounts,
        Objects.requireNonNull(spec.outputs()).stream().map(JobSpec.Output::name).toList(),
        limits(job.resolved().shape()),
        job.wallTime(),
        HoldPolicy.GRACE,
        job.isService());
  }

  /** Short, for engines make users of these names; the end of an id is what differs most. */
  private static Account account(Job job) {
    return new Account(
        "p-" + job.project().toString().substring(24), "o-" + job.org().toString().substring(24));
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Limits limits(Shape shape) {
    long cores = Math.ceilDiv(shape.milliCores(), 1000);
    return new Limits(
        shape.milliCores(),
        shape.memoryMiB() << 20,
        (int) Math.min(PROCESSES, PROCESSES_PER_CORE * cores));
  }

  private List<Rank> ranks(Attempt attempt, Shape shape) {
    List<Rank> ranks = new ArrayList<>();
    for (Placement.Slot slot : attempt.slots()) {
      FleetNode node = nodes.find(slot.node());
      if (node == null) {
        throw new EngineException(Blame.PLATFORM, "the node " + slot.node() + " is gone");
      }
      List<Card> cards =
          slot.cards().stream()
              .map(
                  index ->
                      new Card(
                          index, Objects.requireNonNull(node.cardModel()), null, shape.cardMilli()))
              .toList();
      ranks.add(new Rank(ranks.size(), node.name(), node.address(), cards));
    }
    return ranks;
  }

  private RuntimeRoot root(String runtime, String engine) {
    RuntimeSpec.@Nullable Form form = runtimes.require("runtime", runtime).engines().get(engine);
    if (form == null) {
      throw new EngineException(
          Blame.PLATFORM,
          "the runtime %s is not offered on the engine %s".formatted(runtime, engine));
    }
    if (form.folder() != null) {
      return new RuntimeRoot.Folder(form.folder());
    }
    return form.image() != null
        ? new RuntimeRoot.Image(form.image())
        : new RuntimeRoot.Host(form.extra());
  }
}
