package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.shared.Neighbours;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that speak with each other by a real PostgreSQL, which may be lost. */
final class NeighbourLinkTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir private static Path folder;

  private static TestDatabase database;

  private final Server one = new Server(/* alone= */ false);
  private final Server other = new Server(/* alone= */ false);

  /** One end, with all that it has heard. */
  private static final class Server {
    private final Neighbours neighbours = new Neighbours();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final NeighbourLink link;

    Server(boolean alone) {
      link = new NeighbourLink(database.endpoint(), neighbours, alone);
      neighbours.listen(heard::add);
    }

    void hears(String word) {
      Await.until(() -> word + " among " + heard, () -> heard.contains(word));
    }
  }

  @BeforeAll
  static void startsADatabase() {
    database = TestDatabase.start(folder);
    database.migrated().close();
  }

  @AfterAll
  static void stopsIt() {
    database.close();
  }

  @BeforeEach
  void bothListen() {
    for (Server server : List.of(one, other)) {
      server.link.start();
      server.hears(Neighbours.LOST);
    }
  }

  @AfterEach
  void bothStop() {
    one.link.stop();
    other.link.stop();
  }

  @Test
  void aWordIsHeardByTheOtherWithinTwoSecondsAndNotByWhoSaidIt() {
    long said = System.nanoTime();
    one.neighbours.tell("nodes");
    other.hears("nodes");
    assertThat(Duration.ofNanos(System.nanoTime() - said)).isLessThan(SOON);

    other.neighbours.tell("queue");
    one.hears("queue");
    assertThat(one.heard).doesNotContain("nodes");
  }

  @Test
  void manyWordsAreHeardInTheirOrderThoughNoNotificationHoldsThemAll() {
    List<String> words =
        IntStream.range(0, 400).mapToObj(n -> "word-%d-%s".formatted(n, "x".repeat(80))).toList();
    words.forEach(one.neighbours::tell);
    other.hears(words.getLast());
    assertThat(other.heard).filteredOn(it -> it.startsWith("word")).isEqualTo(words);
  }

  @Test
  void moreThanCanBeKeptIsSaidAsOneWord() {
    other.heard.clear();
    IntStream.range(0, 100_000).forEach(n -> one.neighbours.tell("word-" + n));
    other.hears(Neighbours.LOST);
    one.neighbours.tell("x".repeat(9_000));
    one.neighbours.tell("after");
    other.hears("after");
    assertThat(other.heard).hasSizeLessThan(50_000).noneMatch(it -> it.length() > 200);
  }

  @Test
  void aConnectionThatIsCutIsOpenedAnewAndBothAreToldThatWordsMayBeLost() {
    other.heard.clear();
    assertThat(cut()).isGreaterThanOrEqualTo(2);

    other.hears(Neighbours.LOST);
    one.neighbours.tell("again");
    other.hears("again");
  }

  private static int cut() {
    return database
        .admin()
        .sql(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid <> pg_backend_pid() AND usename = 'penstock_system'
            """)
        .query(Boolean.class)
        .list()
        .size();
  }

  @Test
  void bothHearEachOtherAgainWhenALostDatabaseIsBack() {
    database.goAway();
    one.neighbours.tell("while it was away");
    one.heard.clear();
    other.heard.clear();
    database.comeBack();

    one.hears(Neighbours.LOST);
    other.hears(Neighbours.LOST);
    one.neighbours.tell("again");
    other.hears("again");
  }

  @Test
  void aServerThatIsAloneSaysNothingToNobody() {
    Server alone = new Server(/* alone= */ true);
    alone.link.start();
    assertThat(alone.link.isRunning()).isFalse();
    alone.neighbours.tell("nobody hears this");
    one.neighbours.tell("later");
    other.hears("later");
    assertThat(other.heard).doesNotContain("nobody hears this");
    assertThat(alone.heard).isEmpty();
  }
}
