package dev.penstock.storage;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes blobs in chunks. An upload that breaks off goes on from where it stands, after a restart
 * too; a blob exists once all its bytes are there and have the SHA-256 that names it.
 *
 * <p>Call from outside of a transaction: a slow client would keep it open.
 */
public final class Uploads {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final StoreFolders folders;
  private final ObjectStore store;
  private final StoreRows rows;
  private final Access access;
  private final Room room;
  private final StorageSettings settings;
  private final Clock clock;
  private final KeyedLocks<BlobKey> locks = new KeyedLocks<>();

  Uploads(Parts parts) {
    this.folders = parts.folders();
    this.store = parts.store();
    this.rows = parts.rows();
    this.access = parts.access();
    this.room = parts.room();
    this.settings = parts.settings();
    this.clock = parts.clock();
  }

  /**
   * How far the blob's upload has come; empty when it was never begun. A blob that is complete is
   * kept from now on for at least as long as unused blobs are.
   *
   * @throws dev.penstock.shared.ProblemException when the text is no SHA-256
   */
  public Optional<UploadState> find(OrgId org, String sha256) {
    BlobKey key = BlobKey.parse(org, sha256);
    OptionalLong whole = sizeOfWhole(key);
    if (whole.isPresent()) {
      return Optional.of(new UploadState(whole.getAsLong(), true));
    }
    Path partial = folders.upload(key);
    return Files.exists(partial)
        ? Optional.of(new UploadState(length(partial), false))
        : Optional.empty();
  }

  /**
   * Appends a chunk. What arrived before the client broke off is kept. The last chunk completes the
   * blob; when the checksum then differs, the whole upload is discarded.
   *
   * @param offset where the chunk begins; the upload must stand there
   * @param length the blob's size in bytes
   * @param body the chunk; read to its end, not closed
   * @throws dev.penstock.shared.ProblemException when a value is wrong, the chunk or the blob is
   *     too large, the checksum differs (422), or the store is full (507; nothing of the chunk is
   *     kept)
   */
  public Appended append(OrgId org, String sha256, long offset, long length, InputStream body) {
    BlobKey key = BlobKey.parse(org, sha256);
    check(offset, length);
    try (KeyedLocks<BlobKey>.Held held = locks.take(key, LONGEST_WAIT)) {
      if (held == null) {
        // another upload of the blob is running: its client, or this one, goes on from there
        return new Appended.WrongOffset(length(folders.upload(key)));
      }
      OptionalLong whole = sizeOfWhole(key);
      if (whole.isPresent()) {
        return alreadyWhole(whole.getAsLong(), length, body);
      }
      return appendTo(key, offset, length, body);
    }
  }

  private void check(long offset, long length) {
    if (length < 0) {
      throw Problems.invalid(
          "Upload-Length", String.valueOf(length), "give the blob's size in bytes");
    }
    if (length > settings.maxBlobBytes()) {
      throw Problems.tooLarge(
          "Upload-Length",
          length + " bytes",
          "a file may have %d bytes: split it".formatted(settings.maxBlobBytes()));
    }
    if (offset < 0 || offset > length) {
      throw Problems.invalid(
          "Upload-Offset",
          String.valueOf(offset),
          "give a number between 0 and the Upload-Length " + length);
    }
  }

  private Appended alreadyWhole(long size, long length, InputStream body) {
    if (size != length) {
      throw Problems.invalid(
          "Upload-Length",
          String.valueOf(length),
          "the blob is here, with %d bytes".formatted(size));
    }
    Chunk.skip(body, settings.maxChunkBytes());
    return new Appended.Kept(new UploadState(size, true));
  }

  private Appended appendTo(BlobKey key, long offset, long length, InputStream body) {
    Path partial = folders.upload(key);
    long have = length(partial);
    if (have != offset) {
      Chunk.skip(body, settings.maxChunkBytes());
      return new Appended.WrongOffset(have);
    }
    String what = "a blob of %d bytes".formatted(length);
    room.require(length - offset, what);
    long reached;
    try {
      Disk.makeFolder(folders.uploadsOf(key.org()));
      reached = new Chunk(partial, offset, length, settings.maxChunkBytes()).receive(body);
    } catch (IOException e) {
      throw room.failure(e, what);
    }
    if (reached < length) {
      return new Appended.Kept(new UploadState(reached, false));
    }
    complete(key, partial, length);
    return new Appended.Kept(new UploadState(length, true));
  }

  private void complete(BlobKey key, Path partial, long length) {
    try {
      String actual = Sha256.of(partial);
      if (!actual.equals(key.sha256())) {
        Files.delete(partial);
        throw Problems.unprocessable(
            "checksum-mismatch",
            "sha256",
            key.sha256(),
            "the %d bytes that came have the SHA-256 %s".formatted(length, actual),
            "the upload is discarded; read the file again and start from offset 0");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    access.runAsTenant(
        key.org(),
        () -> {
          rows.lockAgainstRemoval(key.org());
          put(key, partial);
          rows.addBlobs(key.org(), Map.of(key.sha256(), length), clock.instant());
        });
  }

  private void put(BlobKey key, Path partial) {
    try {
      store.put(List.of(new ObjectStore.Staged(key, partial)));
    } catch (IOException e) {
      throw room.failure(e, "a blob");
    }
  }

  /** Removes the part of an upload, unless somebody is at it. */
  void discard(BlobKey key) throws IOException {
    try (KeyedLocks<BlobKey>.Held held = locks.take(key, Duration.ZERO)) {
      if (held != null) {
        Files.deleteIfExists(folders.upload(key));
      }
    }
  }

  private OptionalLong sizeOfWhole(BlobKey key) {
    return access.tenant(key.org(), () -> rows.touch(key, clock.instant()));
  }

  private static long length(Path partial) {
    try {
      return Files.size(partial);
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
