package dev.penstock.cli.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.MainRunner;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.fake.FakeCentre;
import dev.penstock.cli.fake.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class HistoryExportTest {
  @TempDir Path folder;
  private FakeCentre centre;
  private Terminal terminal;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    terminal = new Terminal(centre.url(), folder.resolve("settings"));
    centre.on(
        "GET /v1/history/centre",
        200,
        """
        {"policy": {"placing": "fgd"}, "nodes": [{"name": "n1", "cards": [0, 1]}],
         "queues": [{"name": "o-1", "title": "Seas"}, {"name": "o-1/p-1", "parent": "o-1"}]}
        """);
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private int export(Path file) {
    return MainRunner.run(
        terminal.world(),
        new String[] {"history"},
        "export",
        "--from",
        "2026-11-01T00:00:00Z",
        "--for",
        "1d",
        file.toString());
  }

  @Test
  void writesTheHeadTheNodesTheQueuesAndTheJobsALineEach() throws IOException {
    centre.on(
        "GET /v1/history/jobs",
        200,
        """
        {"items": [{"id": "j-1", "queue": "o-1/p-1"}, {"id": "j-2", "queue": "gone/p"}]}
        """);
    Path file = folder.resolve("past.jsonl");
    assertThat(export(file)).as(terminal.err()).isZero();
    List<JsonNode> lines = Files.readAllLines(file).stream().map(Json.MAPPER::readTree).toList();
    assertThat(lines.getFirst().path("form").asString()).isEqualTo("penstock-history");
    assertThat(lines.getFirst().path("to").asString()).isEqualTo("2026-11-02T00:00:00Z");
    assertThat(lines.getFirst().path("policy").path("placing").asString()).isEqualTo("fgd");
    assertThat(lines.stream().skip(1).map(it -> it.propertyNames().iterator().next()))
        .containsExactly("node", "queue", "queue", "job", "queue", "queue", "job");
    assertThat(lines.get(6).path("queue").path("parent").asString()).isEqualTo("gone");
    assertThat(terminal.out()).contains("2 jobs");
  }

  @Test
  void leavesNothingHalfWrittenWhenTheServerRefuses() {
    centre.on("GET /v1/history/jobs", 403, "{\"title\": \"no\", \"status\": 403}");
    Path file = folder.resolve("past.jsonl");
    assertThat(export(file)).isEqualTo(4);
    assertThat(folder).isDirectoryNotContaining(it -> it.toString().contains("past"));
  }
}
