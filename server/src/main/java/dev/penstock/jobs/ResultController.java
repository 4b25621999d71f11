package dev.penstock.jobs;

import dev.penstock.fleet.Engines;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Tree;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a job leaves: metrics and outputs. */
@RestController
@RequestMapping("/v1/jobs/{id}")
class ResultController {
  private static final int MOST_METRICS = 100_000;

  private final Jobs jobs;
  private final AttemptTable attempts;
  private final Metrics metrics;
  private final JobFolders folders;
  private final Engines engines;
  private final Trees trees;
  private final Access access;

  ResultController(
      Jobs jobs,
      AttemptTable attempts,
      Metrics metrics,
      JobFolders folders,
      Engines engines,
      Trees trees,
      Access access) {
    this.jobs = jobs;
    this.attempts = attempts;
    this.metrics = metrics;
    this.folders = folders;
    this.engines = engines;
    this.trees = trees;
    this.access = access;
  }

  @Operation(summary = "Show the metrics that a job has written so far")
  @GetMapping("/metrics")
  Page<Map<String, Object>> listMetrics(Caller caller, @PathVariable JobId id) {
    caller.require(Permission.READ);
    jobs.find(caller.org(), id);
    List<Attempt> all = access.tenant(caller.org(), () -> attempts.of(caller.org(), List.of(id)));
    return new Page<>(
        all.isEmpty() ? List.of() : metrics.read(file(all.getLast()), MOST_METRICS), null);
  }

  private Path file(Attempt attempt) {
    Path kept = folders.metrics(attempt.id());
    if (Files.exists(kept)) {
      return kept;
    }
    return engines
        .find(attempt.engine())
        .map(engine -> engine.folder(attempt.id().value()).resolve("metrics.jsonl"))
        // the job may have put a link there
        .filter(written -> Files.isRegularFile(written, LinkOption.NOFOLLOW_LINKS))
        .orElse(kept);
  }

  @Operation(summary = "List the files of an output")
  @GetMapping("/outputs/{name}")
  Tree listOutput(Caller caller, @PathVariable JobId id, @PathVariable String name) {
    caller.require(Permission.READ);
    return tree(caller, id, name);
  }

  private Tree tree(Caller caller, JobId id, String name) {
    String hash =
        jobs.find(caller.org(), id).outputs().stream()
            .filter(output -> output.name().equals(name))
            .findAny()
            .orElseThrow(() -> Problems.notFound("output", name))
            .tree();
    return access.tenant(caller.org(), () -> trees.find(caller.org(), hash)).orElseThrow();
  }

  @Operation(summary = "Download a file of an output")
  @GetMapping("/outputs/{name}/{*path}")
  ResponseEntity<Resource> downloadOutput(
      Caller caller, @PathVariable JobId id, @PathVariable String name, @PathVariable String path) {
    caller.require(Permission.READ);
    Tree tree = tree(caller, id, name);
    String relative = path.substring(1);
    FileEntry file =
        tree.files().stream()
            .filter(it -> it.path().equals(relative))
            .findAny()
            .orElseThrow(() -> Problems.notFound("file", relative));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .contentLength(file.size())
        .eTag('"' + file.sha256() + '"')
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(
                    relative.substring(relative.lastIndexOf('/') + 1),
                    java.nio.charset.StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(new InputStreamResource(trees.open(caller.org(), tree.hash(), relative)));
  }
}
