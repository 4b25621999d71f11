package dev.penstock.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.penstock.ServerTest;
import dev.penstock.deploy.Deploy;
import dev.penstock.shared.Access;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What runbooks tell somebody to type in the night is understood by what it is typed into. */
@ServerTest
final class RunbooksTest {
  private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("(?:psql -X -c \"|`)(SELECT [^\"`]+)[\"`]");
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:^|[` $(])(?:\\./)?penstock ([a-z]+)(?: ([a-z][a-z-]*))?", Pattern.MULTILINE);
  private static final Set<String> SIMPLE =
      Set.of("queue", "why", "when", "login", "logout", "bill", "balance");
  private static final Set<String> DOOR =
      Set.of("demo", "serve", "test", "bench", "simulate", "setup");

  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private static Stream<String> queries(String page) {
    Stream<String> blocks =
        BLOCK
            .matcher(page)
            .results()
            .flatMap(it -> Stream.of(it.group(1).strip().split(";\\s*(\n|$)", -1)));
    Stream<String> inline =
        INLINE.matcher(page).results().map(it -> it.group(1)).filter(it -> it.contains(" FROM "));
    return Stream.concat(blocks, inline).map(String::strip).filter(it -> !it.isEmpty());
  }

  @Test
  void theDatabaseUnderstandsEveryQuery() {
    List<String> all = Deploy.operatorPages().stream().flatMap(RunbooksTest::queries).toList();
    assertThat(all).hasSizeGreaterThan(20).allMatch(it -> it.startsWith("SELECT"));
    for (String query : all) {
      assertThatCode(
              () ->
                  access.runAsSystem(() -> jdbc.sql("EXPLAIN " + query).query(String.class).list()))
          .as(query)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void theCommandLineHasEveryCommand() {
    List<String> rows = Deploy.commandTables();
    Set<String> unknown = new TreeSet<>();
    Deploy.operatorPages().stream()
        .flatMap(page -> COMMAND.matcher(page).results())
        .forEach(
            it -> {
              String group = it.group(1);
              String verb = it.group(2);
              boolean ofGroup =
                  verb != null
                      && rows.stream().anyMatch(row -> names(row, group) && names(row, verb));
              boolean alone = verb == null && SIMPLE.contains(group);
              boolean known = DOOR.contains(group) || alone || ofGroup;
              if (!known) {
                unknown.add(group + " " + verb);
              }
            });
    assertThat(unknown).isEmpty();
  }

  private static boolean names(String row, String word) {
    return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(row).find();
  }
}
