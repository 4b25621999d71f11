package dev.penstock.datasets.web;

import dev.penstock.datasets.AddedVersion;
import dev.penstock.datasets.DatasetVersion;
import dev.penstock.datasets.Datasets;
import dev.penstock.shared.Access;
import dev.penstock.shared.ListQuery;
import dev.penstock.shared.Page;
import dev.penstock.storage.Downloads;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The versions of datasets over HTTP. */
@RestController
@RequestMapping("/v1/datasets/{id}/versions")
@Tag(name = "datasets")
class DatasetVersionController {
  private final Datasets datasets;
  private final Trees trees;
  private final Downloads downloads;
  private final Audit audit;
  private final Access access;

  DatasetVersionController(
      Datasets datasets, Trees trees, Downloads downloads, Audit audit, Access access) {
    this.datasets = datasets;
    this.trees = trees;
    this.downloads = downloads;
    this.audit = audit;
    this.access = access;
  }

  /** The files of a version; their contents are uploaded before. */
  record VersionRequest(List<FileRequest> files) {}

  /**
   * A version of a dataset.
   *
   * @param tree the hash of its files
   * @param bytes the sum of its files' sizes
   * @param files how many there are
   */
  record VersionView(
      UUID dataset,
      String name,
      int version,
      String tree,
      long bytes,
      int files,
      Instant createdAt) {

    static VersionView of(DatasetVersion version) {
      return new VersionView(
          version.dataset(),
          version.name(),
          version.version(),
          version.tree(),
          version.bytes(),
          version.files(),
          version.createdAt());
    }
  }

  /** A file of a version. */
  record FileView(String path, String sha256, long size) {
    static FileView of(FileEntry file) {
      return new FileView(file.path(), file.sha256(), file.size());
    }
  }

  @GetMapping
  @Operation(summary = "List a dataset's versions, newest first unless asked otherwise")
  Page<VersionView> list(
      Caller caller,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable String sort,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    return datasets
        .versions(caller.org(), id, new ListQuery(q, sort, limit, cursor))
        .map(VersionView::of);
  }

  @PostMapping
  @Operation(
      summary = "Add a version of uploaded files; the latest one is returned if it is the same")
  ResponseEntity<VersionView> add(
      Caller caller, @PathVariable UUID id, @RequestBody VersionRequest request) {
    caller.require(Permission.SUBMIT);
    List<FileEntry> files = FileRequest.entries(request.files());
    AddedVersion added =
        access.tenant(
            caller.org(),
            () -> {
              AddedVersion result = datasets.addVersion(caller.org(), id, files, caller.person());
              if (result.isNew()) {
                record(caller, "dataset-version.added", result.version());
              }
              return result;
            });
    VersionView view = VersionView.of(added.version());
    URI location = URI.create("/v1/datasets/%s/versions/%d".formatted(id, view.version()));
    return added.isNew()
        ? ResponseEntity.created(location).body(view)
        : ResponseEntity.ok().location(location).body(view);
  }

  @GetMapping("/{version}")
  @Operation(summary = "Show a version")
  VersionView find(Caller caller, @PathVariable UUID id, @PathVariable int version) {
    caller.require(Permission.READ);
    return VersionView.of(datasets.version(caller.org(), id, version));
  }

  @DeleteMapping("/{version}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a version, unless a job uses it")
  void delete(Caller caller, @PathVariable UUID id, @PathVariable int version) {
    caller.require(Permission.SUBMIT);
    access.runAsTenant(
        caller.org(),
        () ->
            record(
                caller,
                "dataset-version.deleted",
                datasets.deleteVersion(caller.org(), id, version)));
  }

  @GetMapping("/{version}/files")
  @Operation(summary = "List a version's files by path")
  Page<FileView> files(
      Caller caller,
      @PathVariable UUID id,
      @PathVariable int version,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    caller.require(Permission.READ);
    String tree = datasets.version(caller.org(), id, version).tree();
    return trees.files(caller.org(), tree, cursor, limit).map(FileView::of);
  }

  @GetMapping("/{version}/files/{*path}")
  @Operation(summary = "Download a file")
  ResponseEntity<Resource> download(
      Caller caller, @PathVariable UUID id, @PathVariable int version, @PathVariable String path) {
    caller.require(Permission.READ);
    String tree = datasets.version(caller.org(), id, version).tree();
    return downloads.answer(caller.org(), tree, path);
  }

  private void record(Caller caller, String action, DatasetVersion version) {
    audit.record(
        caller,
        action,
        "dataset",
        version.dataset().toString(),
        Map.of("version", version.toString(), "tree", version.tree()));
  }
}
