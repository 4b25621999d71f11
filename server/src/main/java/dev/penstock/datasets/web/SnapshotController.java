package dev.penstock.datasets.web;

import dev.penstock.shared.Access;
import dev.penstock.storage.FileEntry;
import dev.penstock.storage.Tree;
import dev.penstock.storage.Trees;
import dev.penstock.tenancy.Audit;
import dev.penstock.tenancy.Caller;
import dev.penstock.tenancy.Permission;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Trees of uploaded files: the code of jobs. */
@RestController
@RequestMapping("/v1/snapshots")
@Tag(name = "storage")
class SnapshotController {
  private final Trees trees;
  private final Audit audit;
  private final Access access;

  SnapshotController(Trees trees, Audit audit, Access access) {
    this.trees = trees;
    this.audit = audit;
    this.access = access;
  }

  /** The files of a folder. */
  record SnapshotRequest(List<FileRequest> files) {}

  /**
   * A folder's content.
   *
   * @param tree its hash: what a job takes as {@code code}
   * @param bytes the sum of its files' sizes
   * @param files how many there are
   */
  record SnapshotView(String tree, long bytes, int files) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Make a snapshot of uploaded files, such as a job's code")
  SnapshotView make(Caller caller, @RequestBody SnapshotRequest request) {
    caller.require(Permission.SUBMIT);
    List<FileEntry> files = FileRequest.entries(request.files());
    return access.tenant(
        caller.org(),
        () -> {
          Tree tree = trees.save(caller.org(), files);
          audit.record(
              caller,
              "snapshot.made",
              "tree",
              tree.hash(),
              Map.of("files", String.valueOf(tree.files().size())));
          return new SnapshotView(tree.hash(), tree.bytes(), tree.files().size());
        });
  }
}
