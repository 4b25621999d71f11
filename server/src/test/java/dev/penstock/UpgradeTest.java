package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Two versions of the server work side by side on one schema while it is upgraded: migrations
 * expand, and contract only once no older server runs, see docs/availability.md.
 */
final class UpgradeTest {
  private static final String FIRST = "it makes the tables that it speaks of";

  /** Migrations that contract on purpose, each with why no older server minds. */
  private static final Map<String, String> CONTRACTS =
      Map.of(
          "V202611250001__tenancy.sql", FIRST,
          "V202611250021__usage.sql", FIRST,
          "V202611250041__ledger.sql", FIRST,
          "V202611250042__bill.sql", FIRST);

  private static final Map<String, Pattern> CONTRACTING =
      Map.of(
          "takes something away",
          pattern("\\bDROP\\s+(TABLE|COLUMN|SCHEMA|VIEW|TYPE|SEQUENCE|FUNCTION)\\b"),
          "renames",
          pattern("\\bRENAME\\b"),
          "changes a type",
          pattern("\\bALTER\\s+TYPE\\b|\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b"),
          "asks for what older servers do not write",
          pattern(
              "\\bSET\\s+NOT\\s+NULL\\b|\\bADD\\s+CONSTRAINT\\b"
                  + "|\\bADD\\s+COLUMN\\b(?![^,;]*\\b(DEFAULT|GENERATED)\\b)[^,;]*\\bNOT\\s+NULL\\b"),
          "takes a default or a right away",
          pattern("\\bDROP\\s+DEFAULT\\b|\\bREVOKE\\b"),
          "empties",
          pattern("\\bTRUNCATE\\b"));

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }

  /** In which ways a migration contracts. */
  private static List<String> contracts(String sql) {
    String bare = sql.replaceAll("--[^\n]*", "");
    List<String> ways = new ArrayList<>();
    CONTRACTING.forEach(
        (way, pattern) -> {
          if (pattern.matcher(bare).find()) {
            ways.add(way);
          }
        });
    return ways;
  }

  private static Map<String, String> migrations() throws IOException {
    Map<String, String> migrations = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql")) {
      migrations.put(
          String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
    }
    return migrations;
  }

  @Test
  void noMigrationTakesAwayWhatAnOlderServerNeeds() throws IOException {
    Map<String, String> all = migrations();
    assertThat(all).hasSizeGreaterThan(20);
    Map<String, List<String>> found = new TreeMap<>();
    all.forEach(
        (name, sql) -> {
          if (!contracts(sql).isEmpty() && !CONTRACTS.containsKey(name)) {
            found.put(name, contracts(sql));
          }
        });
    assertThat(found).as("contract later, in a version of its own, and list it here").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE a.b DROP COLUMN c;",
        "DROP TABLE a.b;",
        "ALTER TABLE a.b RENAME COLUMN c TO d;",
        "ALTER TABLE a.b ALTER COLUMN c TYPE bigint;",
        "alter table a.b alter c set data type text;",
        "ALTER TABLE a.b ALTER COLUMN c SET NOT NULL;",
        "ALTER TABLE a.b ADD COLUMN c int NOT NULL;",
        "ALTER TABLE a.b ADD COLUMN c int DEFAULT 1, ADD COLUMN d int NOT NULL;",
        "ALTER TABLE a.b ADD CONSTRAINT c CHECK (d > 0);",
        "REVOKE SELECT ON a.b FROM c;",
        "TRUNCATE a.b;"
      })
  void whatContractsIsSeen(String sql) {
    assertThat(contracts(sql)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE a.b (c int NOT NULL);",
        "ALTER TABLE a.b ADD COLUMN c int;",
        "ALTER TABLE a.b ADD COLUMN c int NOT NULL DEFAULT 0, ADD COLUMN d text;",
        "DROP INDEX a.b; CREATE INDEX b ON a.c (d);",
        "-- DROP TABLE a.b\nCREATE INDEX b ON a.c (d);"
      })
  void whatExpandsIsLetThrough(String sql) {
    assertThat(contracts(sql)).isEmpty();
  }

  @Test
  void aServerServesOnASchemaThatIsNewerThanItKnows(@TempDir Path folder) {
    try (TestDatabase database = TestDatabase.start(folder);
        TestDatabase.Client _ = database.migrated()) {
      Migrations.MODULES.forEach(
          module ->
              database
                  .admin()
                  .sql(
                      """
                      INSERT INTO %s.flyway_history (installed_rank, version, description, type,
                        script, checksum, installed_by, execution_time, success)
                      VALUES (9999, '299912312359', 'future', 'SQL', 'V299912312359__future.sql', 1,
                        'a newer server', 1, true)
                      """
                          .formatted(module))
                  .update());
      database.admin().sql("ALTER TABLE jobs.job ADD COLUMN of_the_future text").update();
      try (TestDatabase.Client again = database.migrated()) {
        assertThat(
                again
                    .access()
                    .<Long>system(
                        () ->
                            again
                                .jdbc()
                                .sql("SELECT count(of_the_future) FROM jobs.job")
                                .query(Long.class)
                                .single()))
            .isZero();
      }
    }
  }
}
