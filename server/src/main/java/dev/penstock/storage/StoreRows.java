package dev.penstock.storage;

import dev.penstock.shared.OrgId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store's tables; every method works in the open transaction. */
final class StoreRows {
  private final JdbcClient jdbc;

  StoreRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Until the transaction ends, nothing of the organisation is removed from the store. Whoever
   * makes a row refer to a file takes this first; many may at once.
   */
  void lockAgainstRemoval(OrgId org) {
    lock(org, "pg_advisory_xact_lock_shared");
  }

  /** Until the transaction ends, nobody makes anything in the organisation refer to a file. */
  void lockForRemoval(OrgId org) {
    lock(org, "pg_advisory_xact_lock");
  }

  private void lock(OrgId org, String function) {
    jdbc.sql("SELECT 1 FROM %s(hashtextextended(?, 0))".formatted(function))
        .param("storage " + org)
        .query(Integer.class)
        .single();
  }

  /** The blob's size, marking it as asked for; empty when the organisation does not have it. */
  OptionalLong touch(BlobKey key, Instant now) {
    return jdbc.sql(
            "UPDATE storage.blob SET touched_at = ? WHERE org_id = ? AND sha256 = ? RETURNING size")
        .params(Timestamp.from(now), key.org().value(), key.sha256())
        .query(Long.class)
        .optional()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** The sizes of those of these blobs that the organisation has. */
  Map<String, Long> sizes(OrgId org, Collection<String> sha256s) {
    Map<String, Long> sizes = new HashMap<>();
    jdbc.sql("SELECT sha256, size FROM storage.blob WHERE org_id = ? AND sha256 = ANY (?)")
        .params(org.value(), sha256s.toArray(String[]::new))
        .query((row, n) -> sizes.put(row.getString(1), row.getLong(2)))
        .list();
    return sizes;
  }

  void addBlobs(OrgId org, Map<String, Long> sizes, Instant now) {
    List<String> sha256s = List.copyOf(sizes.keySet());
    jdbc.sql(
            """
            INSERT INTO storage.blob (org_id, sha256, size, touched_at)
            SELECT ?, sha256, size, ? FROM unnest(?, ?) AS added(sha256, size)
            ON CONFLICT (org_id, sha256) DO UPDATE SET touched_at = excluded.touched_at
            """)
        .params(
            org.value(),
            Timestamp.from(now),
            sha256s.toArray(String[]::new),
            sha256s.stream().map(sizes::get).toArray(Long[]::new))
        .update();
  }

  /** Adds the tree, unless it is there. */
  void addTree(OrgId org, Tree tree, Instant now) {
    int added =
        jdbc.sql(
                """
                INSERT INTO storage.tree (org_id, hash, bytes, files, created_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                org.value(), tree.hash(), tree.bytes(), tree.files().size(), Timestamp.from(now))
            .update();
    if (added == 0) {
      return;
    }
    List<FileEntry> files = tree.files();
    jdbc.sql(
            """
            INSERT INTO storage.tree_file (org_id, tree, path, sha256, size)
            SELECT ?, ?, file.* FROM unnest(?, ?, ?) AS file
            """)
        .params(
            org.value(),
            tree.hash(),
            files.stream().map(FileEntry::path).toArray(String[]::new),
            files.stream().map(FileEntry::sha256).toArray(String[]::new),
            files.stream().map(FileEntry::size).toArray(Long[]::new))
        .update();
  }

  boolean hasTree(OrgId org, String hash) {
    return jdbc.sql("SELECT count(*) FROM storage.tree WHERE org_id = ? AND hash = ?")
            .params(org.value(), hash)
            .query(Integer.class)
            .single()
        > 0;
  }

  Optional<Tree> tree(OrgId org, String hash) {
    return jdbc.sql("SELECT bytes FROM storage.tree WHERE org_id = ? AND hash = ?")
        .params(org.value(), hash)
        .query(Long.class)
        .optional()
        .map(bytes -> new Tree(hash, bytes, files(org, hash)));
  }

  private List<FileEntry> files(OrgId org, String hash) {
    return jdbc.sql(
            """
            SELECT path, sha256, size FROM storage.tree_file
            WHERE org_id = ? AND tree = ? ORDER BY path
            """)
        .params(org.value(), hash)
        .query((row, n) -> new FileEntry(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  /** The tree's files by path, from behind the given one. */
  List<FileEntry> files(OrgId org, String hash, String behind, int limit) {
    return jdbc.sql(
            """
            SELECT path, sha256, size FROM storage.tree_file
            WHERE org_id = ? AND tree = ? AND path > ? ORDER BY path LIMIT ?
            """)
        .params(org.value(), hash, behind, limit)
        .query((row, n) -> new FileEntry(row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  Optional<FileEntry> file(OrgId org, String hash, String path) {
    return jdbc.sql(
            """
            SELECT path, sha256, size FROM storage.tree_file
            WHERE org_id = ? AND tree = ? AND path = ?
            """)
        .params(org.value(), hash, path)
        .query((row, n) -> new FileEntry(row.getString(1), row.getString(2), row.getLong(3)))
        .optional();
  }

  void hold(OrgId org, String hash, String holder) {
    jdbc.sql(
            """
            INSERT INTO storage.tree_holder (org_id, tree, holder)
            VALUES (?, ?, ?) ON CONFLICT DO NOTHING
            """)
        .params(org.value(), hash, holder)
        .update();
  }

  void release(OrgId org, String hash, String holder) {
    jdbc.sql("DELETE FROM storage.tree_holder WHERE org_id = ? AND tree = ? AND holder = ?")
        .params(org.value(), hash, holder)
        .update();
  }

  List<String> unheldTrees(OrgId org) {
    return jdbc.sql(
            """
            SELECT hash FROM storage.tree t WHERE org_id = ? AND NOT EXISTS
              (SELECT FROM storage.tree_holder h WHERE h.org_id = t.org_id AND h.tree = t.hash)
            """)
        .param(org.value())
        .query(String.class)
        .list();
  }

  List<String> blobsOf(OrgId org, List<String> trees) {
    return jdbc.sql(
            "SELECT DISTINCT sha256 FROM storage.tree_file WHERE org_id = ? AND tree = ANY (?)")
        .params(org.value(), trees.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  void removeTrees(OrgId org, List<String> trees) {
    jdbc.sql("DELETE FROM storage.tree WHERE org_id = ? AND hash = ANY (?)")
        .params(org.value(), trees.toArray(String[]::new))
        .update();
  }

  /** Removes those blobs that no tree has: of these, and of all that nobody asked for since. */
  List<String> removeUnusedBlobs(OrgId org, List<String> candidates, Instant untouchedSince) {
    return jdbc.sql(
            """
            DELETE FROM storage.blob b
            WHERE org_id = ? AND (sha256 = ANY (?) OR touched_at < ?) AND NOT EXISTS
              (SELECT FROM storage.tree_file f WHERE f.org_id = b.org_id AND f.sha256 = b.sha256)
            RETURNING sha256
            """)
        .params(org.value(), candidates.toArray(String[]::new), Timestamp.from(untouchedSince))
        .query(String.class)
        .list();
  }

  /** Every organisation that has something in the store. */
  List<OrgId> organisations() {
    return jdbc.sql("SELECT org_id FROM storage.blob UNION SELECT org_id FROM storage.tree")
        .query((row, n) -> OrgId.parse(row.getString(1)))
        .list();
  }
}
