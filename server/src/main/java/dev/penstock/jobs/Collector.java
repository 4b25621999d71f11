package dev.penstock.jobs;

import dev.penstock.engines.Blame;
import dev.penstock.engines.Cause;
import dev.penstock.engines.Engine;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.Observation;
import dev.penstock.fleet.Engines;
import dev.penstock.shared.ProblemException;
import dev.penstock.storage.Tree;
import dev.penstock.storage.Trees;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what an ended attempt leaves: its log, its metrics, its outputs. */
final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int SLICE = 1 << 20;
  private static final long LARGEST_METRICS = 64L << 20;

  private final Engines engines;
  private final Trees trees;
  private final JobFolders folders;

  Collector(Engines engines, Trees trees, JobFolders folders) {
    this.engines = engines;
    this.trees = trees;
    this.folders = folders;
  }

  /** Whether there is anything to take in. */
  boolean hasAnything(Job job, Attempt attempt, Observation end) {
    if (end.startedAt() == null) {
      return false;
    }
    Engine engine = engines.byName(attempt.engine());
    return !Objects.requireNonNull(job.spec().outputs()).isEmpty()
        || engine.readLog(end.attempt(), 0, 1).bytes().length > 0
        || isFile(metrics(engine, attempt));
  }

  /** Takes it in; doing it again gives the same. */
  Outcome.Kept collect(Job job, Attempt attempt, Observation end) {
    Engine engine = engines.byName(attempt.engine());
    try {
      keepLog(engine, attempt);
      keepMetrics(engine, attempt);
      return keepOutputs(job, engine, attempt, end);
    } catch (ProblemException e) {
      boolean full = e.problem().status() >= 500;
      return new Outcome.Kept(List.of(), e.getMessage(), full ? Blame.PLATFORM : Blame.USER);
    } catch (IOException | RuntimeException e) {
      LOG.error("What attempt {} left can't be kept.", attempt.id(), e);
      return new Outcome.Kept(
          List.of(), "the outputs could not be kept: " + e.getMessage(), Blame.PLATFORM);
    }
  }

  private void keepLog(Engine engine, Attempt attempt) throws IOException {
    Path log = folders.log(attempt.id());
    Files.createDirectories(log.getParent());
    Path fresh = log.resolveSibling("log.new");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      long offset = 0;
      LogSlice slice;
      do {
        slice = engine.readLog(attempt.id().value(), offset, SLICE);
        out.write(slice.bytes());
        offset = slice.nextOffset();
      } while (slice.bytes().length > 0);
    }
    Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void keepMetrics(Engine engine, Attempt attempt) throws IOException {
    Path written = metrics(engine, attempt);
    if (isFile(written) && Files.size(written) <= LARGEST_METRICS) {
      Files.copy(
          written,
          folders.metrics(attempt.id()),
          StandardCopyOption.REPLACE_EXISTING,
          LinkOption.NOFOLLOW_LINKS);
    }
  }

  private Outcome.Kept keepOutputs(Job job, Engine engine, Attempt attempt, Observation end) {
    if (end.cause() == Cause.LOST || end.cause() == Cause.NODE_FAULT) {
      return Outcome.Kept.NONE;
    }
    List<Job.Output> kept = new ArrayList<>();
    for (JobSpec.Output output : Objects.requireNonNull(job.spec().outputs())) {
      Path work = engine.folder(attempt.id().value());
      Tree tree = trees.importFolder(job.org(), work, "outputs/" + output.name());
      if (output.model() != null && tree.files().isEmpty() && end.cause() == Cause.COMPLETED) {
        return new Outcome.Kept(
            kept,
            "the output \"%s\" is empty, so it can't become a version of the model \"%s\": write it to PENSTOCK_OUTPUT_%s"
                .formatted(output.name(), output.model(), Orders.variable(output.name())),
            Blame.USER);
      }
      kept.add(
          new Job.Output(
              output.name(),
              tree.hash(),
              tree.bytes(),
              tree.files().size(),
              output.model(),
              null,
              null));
    }
    return new Outcome.Kept(kept, null, null);
  }

  private static Path metrics(Engine engine, Attempt attempt) {
    return engine.folder(attempt.id().value()).resolve("metrics.jsonl");
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
