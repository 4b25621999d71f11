package dev.penstock.engines.local;

import dev.penstock.engines.Cause;
import dev.penstock.engines.LogSlice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;

/**
 * What the disk says of one attempt. The files and who makes them:
 *
 * <ul>
 *   <li>{@code order}, {@code args}, {@code run}, {@code work/}: the engine, before the folder is
 *       renamed into place; that the folder exists is what "accepted" means;
 *   <li>{@code started}: whoever may start it, only once; its time is the start;
 *   <li>{@code log}, {@code status}: the sandbox;
 *   <li>{@code stop}: the first who wants it to end, with cause and grace; its time is when;
 *   <li>{@code exit}: the launcher's subshell, exit code; its time is the end;
 *   <li>{@code verdict}: the engine, when the cause of the end can't be told from the others.
 * </ul>
 */
record AttemptFolder(Path path) {
  private static final String NEVER = "never";

  /**
   * @param process null when a half-written file does not say, or nothing was ever started
   * @param never the attempt was stopped before it could start
   */
  record Started(Instant at, String bootId, @Nullable ProcessRef process, boolean never) {}

  record Exit(int code, Instant at) {}

  record Stop(Cause cause, Duration grace, String detail, Instant at) {}

  record Verdict(Cause cause, String detail, @Nullable Instant endedAt) {}

  Path work() {
    return path.resolve("work");
  }

  Path log() {
    return path.resolve("log");
  }

  long logSize() {
    try {
      return Files.size(log());
    } catch (IOException none) {
      return 0;
    }
  }

  Optional<Started> started() {
    Path file = path.resolve("started");
    return text(file)
        .flatMap(
            text -> {
              String[] words = text.split(" ", 2);
              ProcessRef process =
                  words.length == 2 && text.endsWith("\n")
                      ? ProcessRef.parse(words[1]).orElse(null)
                      : null;
              return time(file)
                  .map(at -> new Started(at, words[0], process, text.startsWith(NEVER)));
            });
  }

  boolean hasStarted() {
    return Files.exists(path.resolve("started"));
  }

  /** Claims the start so that nobody else can make it; false when it was made before. */
  boolean neverStart() {
    return createNew(path.resolve("started"), NEVER + "\n");
  }

  /** The exit code once it is completely written. */
  Optional<Exit> exit() {
    Path file = path.resolve("exit");
    return text(file)
        .filter(text -> text.endsWith("\n"))
        .flatMap(text -> time(file).map(at -> new Exit(Integer.parseInt(text.trim()), at)));
  }

  boolean stop(Cause cause, Duration grace, String detail) {
    String content = "%s\n%d\n%s\n".formatted(cause, grace.toMillis(), detail);
    return createNew(path.resolve("stop"), content);
  }

  Optional<Stop> stop() {
    Path file = path.resolve("stop");
    return text(file)
        .map(text -> text.lines().toList())
        .filter(lines -> lines.size() >= 3)
        .flatMap(
            lines ->
                time(file)
                    .map(
                        at ->
                            new Stop(
                                Cause.valueOf(lines.get(0)),
                                Duration.ofMillis(Long.parseLong(lines.get(1))),
                                lines.get(2),
                                at)));
  }

  Optional<Verdict> verdict() {
    return text(path.resolve("verdict"))
        .map(text -> text.lines().toList())
        .map(
            lines ->
                new Verdict(
                    Cause.valueOf(lines.get(0)),
                    lines.get(1),
                    lines.get(2).isEmpty() ? null : Instant.parse(lines.get(2))));
  }

  void write(Verdict verdict) {
    Instant end = verdict.endedAt();
    String content =
        "%s\n%s\n%s\n.\n".formatted(verdict.cause(), verdict.detail(), end == null ? "" : end);
    Path fresh = path.resolve("verdict.new");
    try {
      Files.writeString(fresh, content);
      Files.move(fresh, path.resolve("verdict"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What bwrap reports: the pid of the sandbox's first process, as the host sees it. */
  Optional<Long> sandboxPid() {
    return number("\"child-pid\": ");
  }

  /** Whether the program was run at all: bwrap reports an exit code then, and only then. */
  boolean programRan() {
    return number("\"exit-code\": ").isPresent();
  }

  private Optional<Long> number(String key) {
    return text(path.resolve("status"))
        .flatMap(
            text -> {
              int at = text.indexOf(key);
              if (at < 0) {
                return Optional.empty();
              }
              String rest = text.substring(at + key.length());
              String digits = rest.replaceFirst("(?s)\\D.*", "");
              return digits.isEmpty() || digits.length() == rest.length()
                  ? Optional.empty()
                  : Optional.of(Long.valueOf(digits));
            });
  }

  /** The log's first line, to be shown where the sandbox itself failed. */
  String firstLogLine() {
    try (var reader = Files.newBufferedReader(log(), StandardCharsets.ISO_8859_1)) {
      char[] begin = new char[300];
      int n = Math.max(0, reader.read(begin));
      return new String(begin, 0, n).lines().findFirst().orElse("");
    } catch (IOException none) {
      return "";
    }
  }

  /** A slice of the log, which may not be there yet; the job's end must have been asked before. */
  LogSlice readLog(long offset, int maxBytes, boolean ended) throws IOException {
    try (FileChannel log = FileChannel.open(log())) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.clamp(log.size() - offset, 0, maxBytes));
      int read = buffer.hasRemaining() ? Math.max(0, log.read(buffer, offset)) : 0;
      boolean all = offset + read >= log.size();
      return new LogSlice(Arrays.copyOf(buffer.array(), read), offset + read, ended && all);
    } catch (NoSuchFileException notYet) {
      return new LogSlice(new byte[0], offset, ended);
    }
  }

  Optional<Instant> logTime() {
    return time(log());
  }

  List<String> order() throws IOException {
    return Files.readAllLines(path.resolve("order"));
  }

  static Optional<Instant> time(Path file) {
    try {
      return Optional.of(
          Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Writes at once and only when it does not exist: a reader never sees a half. */
  private boolean createNew(Path file, String content) {
    Path fresh = path.resolve(file.getFileName() + "." + Thread.currentThread().threadId());
    try {
      Files.writeString(
          fresh, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
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

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
