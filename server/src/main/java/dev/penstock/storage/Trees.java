package dev.penstock.storage;

import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Page;
import dev.penstock.shared.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file trees of each organisation. A tree never changes; it is kept as long as somebody holds
 * it. Where no holder is named it is kept for good.
 */
public final class Trees {
  private static final String FOR_GOOD = "for good";

  private final StoreFolders folders;
  private final ObjectStore store;
  private final StoreRows rows;
  private final Access access;
  private final Room room;
  private final StorageSettings settings;
  private final Clock clock;
  private final Materialiser materialiser;
  private final Collector collector;

  Trees(Parts parts, Collector collector) {
    this.folders = parts.folders();
    this.store = parts.store();
    this.rows = parts.rows();
    this.access = parts.access();
    this.room = parts.room();
    this.settings = parts.settings();
    this.clock = parts.clock();
    this.materialiser = new Materialiser(folders, store);
    this.collector = collector;
  }

  /** {@link #save(OrgId, List, String)} for good. */
  public Tree save(OrgId org, List<FileEntry> files) {
    return save(org, files, FOR_GOOD);
  }

  /**
   * Makes a tree of blobs that are uploaded; the same files give the same tree. Joins the open
   * transaction.
   *
   * @param holder who keeps it, until {@link #release}
   * @throws dev.penstock.shared.ProblemException when a blob is missing or a path can't be; the
   *     field is named with its place, such as {@code files[3].path}
   */
  public Tree save(OrgId org, List<FileEntry> files, String holder) {
    Tree tree = Manifest.tree(files, settings.maxFiles());
    return access.tenant(
        org,
        () -> {
          rows.lockAgainstRemoval(org);
          requireBlobs(org, files);
          rows.addTree(org, tree, clock.instant());
          rows.hold(org, tree.hash(), holder);
          return tree;
        });
  }

  private void requireBlobs(OrgId org, List<FileEntry> files) {
    Map<String, Long> sizes =
        rows.sizes(org, files.stream().map(FileEntry::sha256).distinct().toList());
    for (int i = 0; i < files.size(); i++) {
      FileEntry file = files.get(i);
      Long size = sizes.get(file.sha256());
      if (size == null) {
        throw Problems.unprocessable(
            "missing-blob",
            Manifest.at(i, "sha256"),
            file.sha256(),
            "the content of \"%s\" is not uploaded".formatted(file.path()),
            "upload it with PATCH /v1/blobs/" + file.sha256());
      }
      if (size != file.size()) {
        throw Problems.invalid(
            Manifest.at(i, "size"),
            String.valueOf(file.size()),
            "the uploaded content has %d bytes".formatted(size));
      }
    }
  }

  /**
   * {@link #importFolder(OrgId, Path, String)} of a folder whose parent nobody else can replace.
   */
  public Tree importFolder(OrgId org, Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not the root of the file system");
    }
    return importFolder(org, parent, String.valueOf(absolute.getFileName()));
  }

  /**
   * Copies a folder into the store as a tree, for good. No link is ever followed. Call from outside
   * of a transaction, as it takes as long as the copying does.
   *
   * @param base a folder that nobody else can replace
   * @param below the folder's path below it, every part of which somebody may have replaced
   * @throws dev.penstock.shared.ProblemException when the folder has something else than folders
   *     and regular files (422), more than a tree takes (413), or the store is full (507); then
   *     nothing is kept
   */
  public Tree importFolder(OrgId org, Path base, String below) {
    Path staging = folders.newStaging();
    try {
      Disk.makeFolder(staging);
      FolderImport copy = new FolderImport(staging, room, settings);
      copy.copy(base, Path.of(below));
      return access.tenant(org, () -> keep(org, copy));
    } catch (IOException e) {
      throw room.failure(e, "the folder \"%s\"".formatted(below));
    } finally {
      removeQuietly(staging);
    }
  }

  private Tree keep(OrgId org, FolderImport copy) {
    rows.lockAgainstRemoval(org);
    Map<String, Long> fresh = new HashMap<>();
    copy.files().forEach(file -> fresh.put(file.sha256(), file.size()));
    fresh.keySet().removeAll(rows.sizes(org, fresh.keySet()).keySet());
    List<ObjectStore.Staged> staged = new ArrayList<>();
    copy.copies()
        .forEach(
            (sha256, file) -> {
              if (fresh.containsKey(sha256)) {
                staged.add(new ObjectStore.Staged(new BlobKey(org, sha256), file));
              }
            });
    try {
      store.put(staged);
    } catch (IOException e) {
      throw room.failure(e, "a folder of %d files".formatted(copy.files().size()));
    }
    rows.addBlobs(org, fresh, clock.instant());
    return save(org, copy.files());
  }

  private static void removeQuietly(Path staging) {
    try {
      Disk.remove(staging);
    } catch (IOException e) {
      // the sweep takes it later
    }
  }

  /** The tree, with its files. */
  public Optional<Tree> find(OrgId org, String hash) {
    return access.tenant(org, () -> rows.tree(org, hash));
  }

  /**
   * The files of a tree in order; none when there is no such tree.
   *
   * @param cursor of the page before; null for the first
   */
  public Page<FileEntry> files(OrgId org, String hash, @Nullable String cursor, int limit) {
    String behind = cursor == null ? "" : cursor;
    return access.tenant(
        org,
        () ->
            Page.of(rows.files(org, hash, behind, Page.limit(limit) + 1), limit, FileEntry::path));
  }

  /** One file of a tree. */
  public Optional<FileEntry> file(OrgId org, String hash, String path) {
    return access.tenant(org, () -> rows.file(org, hash, path));
  }

  /**
   * The tree as a read-only folder. It is made once, of hard links, and stays until the tree is
   * removed; nobody may change it.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such tree
   */
  public Path materialise(OrgId org, String hash) {
    requireHash(hash);
    Path folder = materialiser.folder(org, hash);
    if (!Files.isDirectory(folder)) {
      access.runAsTenant(
          org,
          () -> {
            rows.lockAgainstRemoval(org);
            make(org, rows.tree(org, hash).orElseThrow(() -> Problems.notFound("tree", hash)));
          });
    }
    return folder;
  }

  private void make(OrgId org, Tree tree) {
    try {
      materialiser.make(org, tree);
    } catch (IOException e) {
      throw room.failure(e, "the folder of a tree");
    }
  }

  /**
   * The content of a file of a tree; the caller closes it.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such file
   */
  public InputStream open(OrgId org, String hash, String path) {
    FileEntry file = file(org, hash, path).orElseThrow(() -> Problems.notFound("file", path));
    return open(org, file);
  }

  /** The content of a file that {@link #file} has found; the caller closes it. */
  public InputStream open(OrgId org, FileEntry file) {
    try {
      return store.open(new BlobKey(org, file.sha256()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps the tree for this holder, until {@link #release}. Joins the open transaction.
   *
   * @throws dev.penstock.shared.ProblemException when there is no such tree
   */
  public void hold(OrgId org, String hash, String holder) {
    requireHash(hash);
    access.runAsTenant(
        org,
        () -> {
          rows.lockAgainstRemoval(org);
          if (!rows.hasTree(org, hash)) {
            throw Problems.notFound("tree", hash);
          }
          rows.hold(org, hash, holder);
        });
  }

  /**
   * Ends what this holder keeps. Once the open transaction has committed, a tree that nobody holds
   * is removed, with the blobs that no other tree has.
   */
  public void release(OrgId org, String hash, String holder) {
    access.runAsTenant(
        org,
        () -> {
          rows.release(org, hash, holder);
          access.afterCommit(() -> collector.collectQuietly(org));
        });
  }

  private static void requireHash(@Nullable String hash) {
    if (hash == null || !BlobKey.isSha256(hash)) {
      throw Problems.notFound("tree", String.valueOf(hash));
    }
  }
}
