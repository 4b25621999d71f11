package dev.penstock.cli.queue;

import dev.penstock.cli.api.Address;
import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.shell.Shell;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The centre's past in a file, for its operators. */
@Command(name = "history")
public final class HistoryCommand {
  private static final JsonMapper LINES = JsonMapper.builder().build();
  private static final int PAGE = 500;

  private final Shell shell;

  public HistoryCommand(Shell shell) {
    this.shell = shell;
  }

  @Command(name = "export")
  void export(
      @Parameters(paramLabel = "FILE") Path file,
      @Option(names = "--from", required = true, paramLabel = "TIME") String from,
      @Option(names = "--to", paramLabel = "TIME") @Nullable String to,
      @Option(names = "--for", paramLabel = "DURATION") @Nullable String time)
      throws IOException {
    Times times = Times.read(from, to, time);
    Api api = shell.api();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      long jobs;
      try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        jobs = write(api, times, out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      shell.tell("history.exported", jobs, file);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long write(Api api, Times times, BufferedWriter out) throws IOException {
    JsonNode centre = api.get(Address.of("v1", "history", "centre"));
    ObjectNode head = Json.object().put("form", "penstock-history").put("version", 1);
    head.put("from", times.from().toString())
        .put("to", times.to().toString())
        .put("written", shell.world().clock().instant().toString())
        .set("policy", centre.path("policy"));
    line(out, head);
    for (JsonNode node : centre.path("nodes")) {
      line(out, Json.object().set("node", node));
    }
    Set<String> queues = new HashSet<>();
    for (JsonNode queue : centre.path("queues")) {
      queues.add(Json.text(queue, "name"));
      line(out, Json.object().set("queue", queue));
    }
    return jobs(api, times, out, queues);
  }

  private static long jobs(Api api, Times times, BufferedWriter out, Set<String> queues)
      throws IOException {
    Address address =
        Address.of("v1", "history", "jobs")
            .with("from", times.from().toString())
            .with("to", times.to().toString())
            .with("limit", PAGE);
    long jobs = 0;
    String cursor = null;
    do {
      JsonNode page = api.get(address.with("cursor", cursor));
      for (JsonNode job : page.path("items")) {
        open(out, queues, Json.text(job, "queue"));
        line(out, Json.object().set("job", job));
        jobs++;
      }
      String next = Json.text(page, "next");
      cursor = next.isEmpty() ? null : next;
    } while (cursor != null);
    return jobs;
  }

  /** Sees to it that the queue of a job is there, though its organisation may be gone. */
  private static void open(BufferedWriter out, Set<String> queues, String leaf) throws IOException {
    String parent = leaf.substring(0, Math.max(0, leaf.indexOf('/')));
    if (queues.add(leaf)) {
      if (queues.add(parent)) {
        line(out, Json.object().set("queue", Json.object().put("name", parent)));
      }
      line(out, Json.object().set("queue", Json.object().put("name", leaf).put("parent", parent)));
    }
  }

  private static void line(BufferedWriter out, JsonNode json) throws IOException {
    out.write(LINES.writeValueAsString(json));
    out.write('\n');
  }
}
