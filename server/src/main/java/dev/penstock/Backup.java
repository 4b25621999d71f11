package dev.penstock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a backup of an installation while its server runs. The embedded database is copied as
 * PostgreSQL's manual says of a base backup by the low-level interface: between {@code
 * pg_backup_start} and {@code pg_backup_stop}, with the write-ahead log that was written meanwhile.
 * Files of the store never change, so they are copied before it and, those that are new, after it:
 * a row in the backup has its file.
 */
final class Backup {
  /** What says what a backup is; written last. */
  static final String MANIFEST = "backup.json";

  /** The parts of the data folder that are in a backup, beside the database. */
  static final List<String> PARTS = List.of("store", "jobs", "secrets");

  static final List<String> FILES = List.of("local/installation", FirstStart.PASSWORD_FILE);
  static final String DATABASE = "database/data";
  private static final String WAL = "pg_wal";
  private static final String SLOT = "penstock_backup";

  /** What PostgreSQL's manual says to leave out. */
  private static final Set<String> NOT_THE_CONTENT_OF =
      Set.of(
          WAL,
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

  /** What is rebuilt, or belongs to uploads that are not complete. */
  private static final Set<String> NOT_OF_THE_STORE = Set.of("uploads", "staging", "trees");

  private final Path data;
  private final Path shared;
  private final Clock clock;
  private final BackupFiles files = new BackupFiles();

  Backup(Path data, Path shared, Clock clock) {
    this.clock = clock;
    this.data = data.toAbsolutePath().normalize();
    this.shared = shared.toAbsolutePath().normalize();
  }

  /**
   * What a backup holds.
   *
   * @param database whether the embedded database is in it; an external one has its own backups
   * @param sums the SHA-256 of each file by its path
   */
  record Manifest(
      int format, Instant takenAt, boolean database, long bytes, Map<String, String> sums) {}

  /**
   * Takes a backup.
   *
   * @param to a folder that is not there yet
   * @throws IllegalStateException when there is nothing to back up, or the target is there
   */
  Manifest take(Path to) throws IOException, SQLException {
    Path target = to.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new IllegalStateException(
          "--to is \"%s\", which is there already: name a folder that is not".formatted(to));
    }
    if (!Files.isDirectory(shared.resolve("secrets"))) {
      throw new IllegalStateException(
          "the folder \"%s\" has no installation: name its folder by --data-folder"
              .formatted(shared));
    }
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    if (Files.exists(partial)) {
      throw new IllegalStateException(
          "\"%s\" is left of a backup that was broken off: remove it".formatted(partial));
    }
    Files.createDirectories(partial);
    Files.setPosixFilePermissions(
        partial, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    boolean database = Files.exists(data.resolve(DATABASE).resolve("PG_VERSION"));
    copyParts(partial, /* again= */ false);
    if (database) {
      copyDatabase(partial);
    }
    copyParts(partial, /* again= */ true);
    Manifest manifest =
        new Manifest(1, clock.instant(), database, files.bytes(), new TreeMap<>(files.sums()));
    Files.write(
        partial.resolve(MANIFEST),
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    BackupFiles.move(partial, target);
    return manifest;
  }

  private void copyParts(Path backup, boolean again) throws IOException {
    for (String part : PARTS) {
      boolean store = part.equals("store");
      files.copy(
          shared.resolve(part),
          backup,
          part,
          below -> !store || !NOT_OF_THE_STORE.contains(below.getName(0).toString()),
          again && !store);
    }
    if (!data.equals(shared)) {
      // the embedded database's passwords
      files.copy(data.resolve("secrets"), backup, "secrets", below -> true, /* again= */ false);
    }
    for (String file : FILES) {
      // what all servers go by is in the shared folder, where there is one
      Path all = shared.resolve(file);
      files.copyFile(Files.exists(all) ? all : data.resolve(file), backup.resolve(file), backup);
    }
  }

  private void copyDatabase(Path backup) throws IOException, SQLException {
    try (Connection connection = endpoint().asAdmin().getConnection();
        Statement statement = connection.createStatement()) {
      // keeps the log that is written meanwhile, and goes with this connection
      statement.execute(
          "SELECT pg_create_physical_replication_slot('%s', true, true)".formatted(SLOT));
      String first =
          text(statement, "SELECT pg_walfile_name(pg_backup_start('penstock', true))", 1);
      Path from = data.resolve(DATABASE);
      files.copy(from, backup, DATABASE, Backup::isOfTheDatabase, /* again= */ false);
      try (ResultSet end =
          statement.executeQuery(
              "SELECT labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)")) {
        end.next();
        String last = end.getString(2);
        Path target = backup.resolve(DATABASE);
        files.write(target.resolve("backup_label"), backup, end.getString(1));
        files.copy(
            from.resolve(WAL),
            backup,
            DATABASE + "/" + WAL,
            below -> isBetween(below.toString(), first, last),
            /* again= */ true);
      }
    }
  }

  private static boolean isOfTheDatabase(Path below) {
    String first = below.getName(0).toString();
    return !LEFT_OUT.contains(first)
        && !(below.getNameCount() > 1 && NOT_THE_CONTENT_OF.contains(first))
        && !below.getFileName().toString().startsWith("pgsql_tmp");
  }

  /** Names of segments go up within a timeline; other names are of histories and states. */
  private static boolean isBetween(String name, String first, String last) {
    return name.length() != first.length()
        ? name.endsWith(".history")
        : name.compareTo(first) >= 0 && name.compareTo(last) <= 0;
  }

  private static String text(Statement statement, String sql, int column) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(column);
    }
  }

  /** The database as the running server has started it. */
  private DatabaseEndpoint endpoint() throws IOException {
    Path pid = data.resolve(DATABASE).resolve("postmaster.pid");
    if (!Files.exists(pid)) {
      throw new IllegalStateException(
          "no server runs on \"%s\": start it, or copy the folder as it is".formatted(data));
    }
    // PostgreSQL writes its port into the fourth line
    String port = Files.readAllLines(pid).get(3).strip();
    return new DatabaseEndpoint(
        "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(port),
        "postgres",
        new Secrets(data.resolve("secrets")).of("database-admin"),
        "unused");
  }
}
