package dev.penstock.jobs;

import dev.penstock.shared.AttemptId;
import dev.penstock.shared.JobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** What jobs leave on disk outside of the store: checkpoints while they live, logs afterwards. */
final class JobFolders {
  /** Makes a checkpoint count: the program writes it last. */
  private static final String COMPLETED = "COMPLETED";

  private final Path root;

  JobFolders(Path root) {
    this.root = root;
  }

  /** The job's checkpoints, which outlive its attempts; made where it is missing. */
  Path checkpoints(JobId job) {
    Path folder = root.resolve("checkpoints").resolve(job.toString());
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When the last checkpoint was completed. */
  Optional<Instant> lastCheckpoint(JobId job) {
    Path folder = root.resolve("checkpoints").resolve(job.toString());
    try (Stream<Path> checkpoints = Files.list(folder)) {
      return checkpoints
          .map(checkpoint -> checkpoint.resolve(COMPLETED))
          .filter(Files::isRegularFile)
          .map(JobFolders::modified)
          .max(Comparator.naturalOrder());
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  /** Where an ended attempt's log stays. */
  Path log(AttemptId attempt) {
    return kept(attempt).resolve("log");
  }

  /** Where an ended attempt's metrics stay. */
  Path metrics(AttemptId attempt) {
    return kept(attempt).resolve("metrics.jsonl");
  }

  private Path kept(AttemptId attempt) {
    String id = attempt.toString();
    return root.resolve("attempts").resolve(id.substring(0, 8)).resolve(id);
  }

  /** Removes a job's checkpoints, once it has ended for good. */
  void removeCheckpoints(JobId job) {
    Path folder = root.resolve("checkpoints").resolve(job.toString());
    remove(folder);
  }

  /** Removes a folder that nobody writes to any more, with all that is in it. */
  static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
