package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps blobs that never change. It knows bytes only: which blobs exist for an organisation, and
 * which are still needed, stands in the database.
 *
 * <p>What {@link #put} has returned from survives a power cut. All methods may be called from any
 * thread. Errors of the storage below come out as {@link IOException}.
 */
interface ObjectStore {

  /**
   * A finished local file that the store may take; its content has been checked against the key.
   */
  record Staged(BlobKey key, Path file) {}

  /**
   * Takes the files over: each is then the store's, and gone from where it was. A blob that is
   * there already is replaced by the same bytes. On an error some may be stored and others not.
   */
  void put(List<Staged> files) throws IOException;

  /** The blob's size in bytes; empty when the store does not have it. */
  OptionalLong size(BlobKey key) throws IOException;

  default boolean exists(BlobKey key) throws IOException {
    return size(key).isPresent();
  }

  /**
   * The blob's bytes; the caller closes the stream.
   *
   * @throws java.nio.file.NoSuchFileException when the store does not have it
   */
  InputStream open(BlobKey key) throws IOException;

  /** Makes the blob a read-only file at the target, without a copy where the store can. */
  void export(BlobKey key, Path target) throws IOException;

  /** Removes the blob; nothing happens when there is none. */
  void delete(BlobKey key) throws IOException;

  /** The organisations of which there is a blob. */
  List<OrgId> organisations() throws IOException;

  /** The organisation's blobs that the store has had since before then, in any order. */
  List<BlobKey> olderThan(OrgId org, Instant then) throws IOException;
}
