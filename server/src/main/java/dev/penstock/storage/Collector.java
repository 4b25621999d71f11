package dev.penstock.storage;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nothing refers to any more.
 *
 * <p>Rows go first, in one transaction; their files after it, in another that makes sure that the
 * rows are still gone, under the lock that everybody takes who makes a row refer to a file. So at
 * no moment does a row stand for a file that is not there, whenever the server is killed; and a
 * file without a row waits for the next sweep.
 */
final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  private record Removed(List<String> trees, List<String> blobs) {}

  private final StoreFolders folders;
  private final ObjectStore store;
  private final StoreRows rows;
  private final Access access;
  private final StorageSettings settings;
  private final Clock clock;
  private final Uploads uploads;

  Collector(Parts parts, Uploads uploads) {
    this.folders = parts.folders();
    this.store = parts.store();
    this.rows = parts.rows();
    this.access = parts.access();
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.uploads = uploads;
  }

  /** {@link #collect}; what fails is logged, and is done by the next sweep. */
  void collectQuietly(OrgId org) {
    try {
      collect(org);
    } catch (RuntimeException | IOException e) {
      LOG.warn("What organisation {} no longer needs is not yet removed.", org, e);
    }
  }

  /** Removes the organisation's trees that nobody holds, and the blobs that nothing uses. */
  void collect(OrgId org) throws IOException {
    Removed removed = access.tenant(org, () -> removeRows(org));
    removeFiles(org, removed.blobs());
    removeFolders(org, removed.trees());
  }

  private Removed removeRows(OrgId org) {
    rows.lockForRemoval(org);
    List<String> trees = rows.unheldTrees(org);
    List<String> blobs = rows.blobsOf(org, trees);
    rows.removeTrees(org, trees);
    return new Removed(trees, rows.removeUnusedBlobs(org, blobs, cutoff()));
  }

  private void removeFiles(OrgId org, Collection<String> sha256s) throws IOException {
    if (sha256s.isEmpty()) {
      return;
    }
    unchecked(
        () ->
            access.runAsTenant(
                org,
                () -> {
                  rows.lockForRemoval(org);
                  Set<String> alive = rows.sizes(org, sha256s).keySet();
                  sha256s.stream()
                      .filter(sha256 -> !alive.contains(sha256))
                      .forEach(sha256 -> delete(new BlobKey(org, sha256)));
                }));
  }

  private void removeFolders(OrgId org, Collection<String> hashes) throws IOException {
    unchecked(
        () ->
            access.runAsTenant(
                org,
                () -> {
                  rows.lockForRemoval(org);
                  hashes.stream()
                      .filter(hash -> !rows.hasTree(org, hash))
                      .forEach(hash -> remove(folders.treesOf(org).resolve(hash)));
                }));
  }

  /** Goes through the whole store: for what crashes and broken-off uploads left behind. */
  void sweep() throws IOException {
    Instant cutoff = cutoff();
    removeOld(folders.staging(), cutoff);
    sweepUploads(cutoff);
    Set<OrgId> orgs = new TreeSet<>(Comparator.comparing(OrgId::toString));
    orgs.addAll(access.system(rows::organisations));
    orgs.addAll(store.organisations());
    orgs.addAll(names(folders.trees(), OrgId::parse));
    for (OrgId org : orgs) {
      collect(org);
      sweepFiles(org, cutoff);
      sweepFolders(org, cutoff);
    }
  }

  private void sweepUploads(Instant cutoff) throws IOException {
    for (OrgId org : names(folders.uploads(), OrgId::parse)) {
      for (Path part : entries(folders.uploadsOf(org))) {
        if (isOlder(part, cutoff)) {
          uploads.discard(new BlobKey(org, name(part)));
        }
      }
    }
  }

  private void sweepFiles(OrgId org, Instant cutoff) throws IOException {
    List<String> old = store.olderThan(org, cutoff).stream().map(BlobKey::sha256).toList();
    Set<String> alive = access.tenant(org, () -> rows.sizes(org, old).keySet());
    removeFiles(org, old.stream().filter(sha256 -> !alive.contains(sha256)).toList());
  }

  private void sweepFolders(OrgId org, Instant cutoff) throws IOException {
    List<String> finished = new ArrayList<>();
    for (Path folder : entries(folders.treesOf(org))) {
      if (!name(folder).startsWith(Materialiser.UNFINISHED)) {
        finished.add(name(folder));
      } else if (isOlder(folder, cutoff)) {
        Disk.remove(folder);
      }
    }
    removeFolders(org, finished);
  }

  private static void removeOld(Path folder, Instant cutoff) throws IOException {
    for (Path entry : entries(folder)) {
      if (isOlder(entry, cutoff)) {
        Disk.remove(entry);
      }
    }
  }

  private Instant cutoff() {
    return clock.instant().minus(settings.keepUnused());
  }

  private static boolean isOlder(Path path, Instant cutoff) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toInstant().isBefore(cutoff);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static <T> Set<T> names(Path folder, Function<String, T> as) throws IOException {
    return entries(folder).stream().map(Collector::name).map(as).collect(Collectors.toSet());
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void delete(BlobKey key) {
    try {
      store.delete(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      Disk.remove(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unchecked(Runnable work) throws IOException {
    try {
      work.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
