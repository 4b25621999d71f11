package dev.penstock.datasets.web;

import dev.penstock.storage.FileEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A file of a tree that is to be made; its content is uploaded before.
 *
 * @param path where it lies in the tree
 * @param sha256 the SHA-256 of its content
 * @param size its size in bytes; an object, so that its absence is seen
 */
record FileRequest(
    @Schema(example = "train/images.csv") String path,
    @Schema(pattern = "[0-9a-f]{64}") String sha256,
    @Schema(minimum = "0") Long size) {

  static List<FileEntry> entries(List<FileRequest> files) {
    return files.stream()
        .map(file -> new FileEntry(file.path(), file.sha256(), file.size()))
        .toList();
  }
}
