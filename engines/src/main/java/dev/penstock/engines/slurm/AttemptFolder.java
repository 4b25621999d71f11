package dev.penstock.engines.slurm;

import dev.penstock.engines.Cause;
import dev.penstock.engines.LogSlice;
import dev.penstock.engines.StartOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the shared folder says of one attempt. The files and who makes them:
 *
 * <ul>
 *   <li>{@code order.json}: the engine; that the folder exists is what "accepted" means;
 *   <li>{@code handing}: locked by the server that hands it over, and free again when that ends;
 *   <li>{@code tried}: when a server began the last try to hand it over;
 *   <li>{@code job}: the engine, Slurm's number of the job and when it was handed over;
 *   <li>{@code running}: the engine, the start that it has told;
 *   <li>{@code stop}: the first who wants it to end, with cause and grace;
 *   <li>{@code verdict}: the engine, once the attempt has ended;
 *   <li>{@code work/}: the job's own folder;
 *   <li>{@code ctl/}: what starts the job, and what the job's wrapper leaves: {@code started},
 *       which only one start can make, {@code log}, {@code exit}, {@code norun.*}; and {@code
 *       slurm}, what Slurm itself has to say while it runs the job.
 * </ul>
 */
record AttemptFolder(Path path) {
  private static final String NEVER = "never";

  /** Other servers write into the same folder. */
  private static final UUID PROCESS = UUID.randomUUID();

  /** Slurm's number of a job, and when it was handed over. */
  record Handed(long job, Instant at) {}

  record Stop(Cause cause, Duration grace, String detail, Instant at) {}

  /** The end, as it is told for ever. */
  record Verdict(
      Cause cause,
      String detail,
      @Nullable Instant startedAt,
      Instant endedAt,
      @Nullable Integer exitCode) {}

  /** Whether it is accepted, and not forgotten. */
  boolean exists() {
    return Files.exists(path.resolve("order.json"));
  }

  /** What the server locks that hands it over. */
  Path handing() {
    return path.resolve("handing");
  }

  Optional<Instant> tried() {
    return text(path.resolve("tried")).map(text -> Instant.parse(text.strip()));
  }

  void tried(Instant at) {
    replace("tried", at + "\n");
  }

  Path work() {
    return path.resolve("work");
  }

  Path control() {
    return path.resolve("ctl");
  }

  Path staged() {
    return path.resolve("staged");
  }

  StartOrder order() throws IOException {
    return OrderFile.read(path.resolve("order.json"));
  }

  boolean prepared() {
    return Files.exists(path.resolve("prepared"));
  }

  void setPrepared() {
    createNew(path.resolve("prepared"), "");
  }

  Optional<Handed> handed() {
    return text(path.resolve("job"))
        .map(text -> text.split("\\s+", -1))
        .filter(words -> words.length >= 2)
        .map(words -> new Handed(Long.parseLong(words[0]), Instant.parse(words[1])));
  }

  void handed(Handed handed) {
    replace("job", "%d %s\n".formatted(handed.job(), handed.at()));
  }

  /** The start that was told, which stays though Slurm forget the job. */
  Optional<Instant> runningSince() {
    return text(path.resolve("running")).map(text -> Instant.parse(text.strip()));
  }

  void running(Instant since) {
    replace("running", since + "\n");
  }

  /** Where Slurm writes what it has to say of the job while it runs it. */
  Path messagesFile() {
    return control().resolve("slurm");
  }

  String messages() {
    return text(messagesFile()).orElse("");
  }

  /** The number of the job that was the first to start; 0 when none may start any more. */
  Optional<Long> started() {
    return text(control().resolve("started"))
        .map(String::strip)
        .map(text -> text.equals(NEVER) || text.isEmpty() ? 0L : Long.parseLong(text));
  }

  /** Takes the start so that no job can; false when one was faster. */
  boolean neverStart() {
    return createNew(control().resolve("started"), NEVER + "\n");
  }

  /** The exit code once it is completely written. */
  Optional<Integer> exit() {
    return text(control().resolve("exit"))
        .filter(text -> text.endsWith("\n"))
        .map(text -> Integer.parseInt(text.strip()));
  }

  /** Whether a sandbox reports that it did not run the program. */
  boolean notRun() {
    try (Stream<Path> files = Files.list(control())) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith("norun."));
    } catch (IOException none) {
      return false;
    }
  }

  boolean stop(Cause cause, Duration grace, String detail, Instant at) {
    return createNew(
        path.resolve("stop"), "%s\n%d\n%s\n%s\n".formatted(cause, grace.toMillis(), at, detail));
  }

  Optional<Stop> stop() {
    return text(path.resolve("stop"))
        .map(text -> text.lines().toList())
        .filter(lines -> lines.size() >= 3)
        .map(
            lines ->
                new Stop(
                    Cause.valueOf(lines.get(0)),
                    Duration.ofMillis(Long.parseLong(lines.get(1))),
                    lines.size() > 3 ? lines.get(3) : "",
                    Instant.parse(lines.get(2))));
  }

  Optional<Verdict> verdict() {
    return text(path.resolve("verdict")).map(text -> parse(text.lines().toList()));
  }

  private static Verdict parse(List<String> lines) {
    String start = lines.get(1);
    String code = lines.get(3);
    return new Verdict(
        Cause.valueOf(lines.get(0)),
        lines.get(4),
        start.isEmpty() ? null : Instant.parse(start),
        Instant.parse(lines.get(2)),
        code.isEmpty() ? null : Integer.valueOf(code));
  }

  /** Writes the end; the first one counts, whichever server wrote it, and is given back. */
  Verdict write(Verdict verdict) {
    Instant start = verdict.startedAt();
    Integer code = verdict.exitCode();
    createNew(
        path.resolve("verdict"),
        "%s\n%s\n%s\n%s\n%s\n"
            .formatted(
                verdict.cause(),
                start == null ? "" : start,
                verdict.endedAt(),
                code == null ? "" : code,
                verdict.detail().replace('\n', ' ')));
    return verdict().orElseThrow();
  }

  long logSize() {
    try {
      return Files.size(log());
    } catch (IOException none) {
      return 0;
    }
  }

  /** The log's first line, to be shown where the sandbox itself failed. */
  String firstLogLine() {
    return new String(slice(0, 300, false).bytes(), StandardCharsets.ISO_8859_1)
        .lines()
        .findFirst()
        .orElse("");
  }

  /** A slice of the log, which may not be there yet; the job's end must have been asked before. */
  LogSlice slice(long offset, int maxBytes, boolean ended) {
    // the job's user owns the folder and may have put a link there
    try (FileChannel log = FileChannel.open(log(), READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(log.size() - offset, 0, maxBytes));
      int read = buffer.hasRemaining() ? Math.max(0, log.read(buffer, offset)) : 0;
      boolean all = offset + read >= log.size();
      return new LogSlice(Arrays.copyOf(buffer.array(), read), offset + read, ended && all);
    } catch (NoSuchFileException notYet) {
      return new LogSlice(new byte[0], offset, ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final java.util.Set<java.nio.file.OpenOption> READ =
      java.util.Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private Path log() {
    return control().resolve("log");
  }

  /** When the attempt was accepted. */
  Instant acceptedAt() {
    try {
      return Files.getLastModifiedTime(path.resolve("order.json"))
          .toInstant()
          .truncatedTo(ChronoUnit.MICROS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes at once and only when it does not exist: a reader never sees a half. */
  private boolean createNew(Path file, String content) {
    Path fresh = fresh(String.valueOf(file.getFileName()));
    try {
      Files.writeString(fresh, content);
      try {
        Files.createLink(file, fresh);
        return true;
      } finally {
        Files.delete(fresh);
      }
    } catch (FileAlreadyExistsException second) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void replace(String name, String content) {
    Path fresh = fresh(name);
    try {
      Files.writeString(fresh, content);
      Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path fresh(String name) {
    return path.resolve("%s.%s.%d".formatted(name, PROCESS, Thread.currentThread().threadId()));
  }

  private static Optional<String> text(Path file) {
    try (FileChannel in = FileChannel.open(file, READ)) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(in.size(), 1 << 16));
      while (buffer.hasRemaining() && in.read(buffer) >= 0) {
        // until it is full
      }
      return Optional.of(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
