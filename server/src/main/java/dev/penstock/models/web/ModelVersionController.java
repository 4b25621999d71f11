package dev.penstock.models.web;

import dev.penstock.models.DatasetVersionRef;
import dev.penstock.models.ModelVersion;
import dev.penstock.models.Models;
import dev.penstock.shared.Access;
import dev.penstock.shared.JobId;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.shared.PersonId;
import dev.penstock.storage.Downloads;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The versions of models over HTTP, with their lineage. */
@RestController
@RequestMapping("/v1/models/{id}/versions")
@Tag(name = "models")
class ModelVersionController {
  private final Models models;
  private final Trees trees;
  private final Downloads downloads;
  private final Audit audit;
  private final Access access;

  ModelVersionController(
      Models models, Trees trees, Downloads downloads, Audit audit, Access access) {
    this.models = models;
    this.trees = trees;
    this.downloads = downloads;
    this.audit = audit;
    this.access = access;
  }

  /** A dataset version that a model came from. */
  record SourceView(UUID id, String name, int version) {
    static SourceView of(DatasetVersionRef source) {
      return new SourceView(source.dataset(), source.name(), source.version());
    }
  }

  /**
   * A version of a model and what it came from.
   *
   * @param tree the hash of its files
   * @param bytes the sum of its files' sizes
   * @param files how many there are
   * @param job the job that made it
   * @param output which of the job's outputs it was
   * @param codeHash the snapshot of the job's code; absent where it had none
   * @param datasets what the job took in
   * @param metrics what the job measured
   * @param createdBy who submitted the job
   */
  record ModelVersionView(
      UUID id,
      UUID model,
      String name,
      int version,
      String tree,
      long bytes,
      int files,
      JobId job,
      String output,
      @Nullable String codeHash,
      List<SourceView> datasets,
      Map<String, Double> metrics,
      PersonId createdBy,
      Instant createdAt) {

    static ModelVersionView of(ModelVersion version) {
      return new ModelVersionView(
          version.id(),
          version.model(),
          version.name(),
          version.version(),
          version.tree(),
          version.bytes(),
          version.files(),
          version.job(),
          version.output(),
          version.codeHash(),
          version.datasets().stream().map(SourceView::of).toList(),
          version.metrics(),
          version.by(),
          version.createdAt());
    }
  }

  /** A file of a version. */
  record ModelFileView(String path, String sha256, long size) {
    static ModelFileView of(FileEntry file) {
      return new ModelFileView(file.path(), file.sha256(), file.size());
    }
  }

  @GetMapping
  @Operation(summary = "List a model's versions, newest first unless asked otherwise")
  Page<ModelVersionView> list(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    return models
        .versions(caller.org(), id, new ListQuery(q, sort, limit, cursor))
        .map(ModelVersionView::of);
  }

  @GetMapping("/{version}")
  @Operation(summary = "Show a version with its lineage")
  ModelVersionView find(Caller caller, @PathVariable UUID id, @PathVariable int version) {
    caller.require(Permission.READ);
    return ModelVersionView.of(models.version(caller.org(), id, version));
  }

  @DeleteMapping("/{version}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a version, unless a job or an endpoint uses it")
  void delete(Caller caller, @PathVariable UUID id, @PathVariable int version) {
    caller.require(Permission.SUBMIT);
    access.runAsTenant(
        caller.org(),
        () -> {
          ModelVersion deleted = models.deleteVersion(caller.org(), id, version);
          audit.record(
              caller,
              "model-version.deleted",
              "model",
              id.toString(),
              Map.of("version", deleted.toString(), "tree", deleted.tree()));
        });
  }

  @GetMapping("/{version}/files")
  @Operation(summary = "List a version's files by path")
  Page<ModelFileView> files(
      Caller caller,
      @PathVariable UUID id,
      @PathVariable int version,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    String tree = models.version(caller.org(), id, version).tree();
    return trees.files(caller.org(), tree, cursor, limit).map(ModelFileView::of);
  }

  @GetMapping("/{version}/files/{*path}")
  @Operation(summary = "Download a file")
  ResponseEntity<Resource> download(
      Caller caller, @PathVariable UUID id, @PathVariable int version, @PathVariable String path) {
    caller.require(Permission.READ);
    String tree = models.version(caller.org(), id, version).tree();
    return downloads.answer(caller.org(), tree, path);
  }
}
