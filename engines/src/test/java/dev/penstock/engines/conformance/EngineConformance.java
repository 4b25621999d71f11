package dev.penstock.engines.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The suite: each behaviour on a fresh bed of one engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineConformance {
  static final List<Behaviour> BEHAVIOURS =
      Stream.of(
              Starting.all(),
              Ending.all(),
              Limiting.all(),
              Reading.all(),
              Telling.all(),
              Absence.all(),
              Surroundings.all(),
              Gangs.all(),
              Contents.all())
          .flatMap(List::stream)
          .toList();

  private static final Path PAGE = Path.of("..", "docs", "engines.md");
  private static final String RENEW = "PENSTOCK_RENEW_ENGINES";

  private final String engine;
  private final Map<Behaviour, Boolean> passed = new LinkedHashMap<>();
  @TempDir private Path folder;

  /**
   * @param engine its name, which is its column's title
   */
  protected EngineConformance(String engine) {
    this.engine = engine;
  }

  /** How the bed shows what needs this ability. */
  protected abstract Mark mark(Ability ability);

  /** A new bed in an empty folder. */
  protected abstract Site open(Path folder) throws Exception;

  private Mark mark(Behaviour behaviour) {
    return behaviour.needs().stream().map(this::mark).reduce(Mark.REAL, Mark::and);
  }

  @TestFactory
  Stream<DynamicTest> behaves() {
    return BEHAVIOURS.stream()
        .map(
            behaviour ->
                DynamicTest.dynamicTest(
                    "%s [%s]".formatted(behaviour.sentence(), mark(behaviour).word()),
                    () -> show(behaviour)));
  }

  private void show(Behaviour behaviour) throws Exception {
    if (mark(behaviour).is(Mark.Kind.NOT_TESTABLE)) {
      Assumptions.abort(mark(behaviour).reason());
    }
    passed.put(behaviour, false);
    try (Site site = open(fresh())) {
      behaviour.check().on(new Stand(site));
    }
    passed.put(behaviour, true);
  }

  private Path fresh() throws IOException {
    return Files.createDirectory(folder.resolve(UUID.randomUUID().toString()));
  }

  /** Nobody can script the hash of a number that was drawn a moment ago. */
  @Test
  void callsRealOnlyWhatReallyRuns() throws Exception {
    boolean real = mark(Ability.SCRIPT).is(Mark.Kind.REAL);
    if (!real) {
      assertThat(Arrays.stream(Ability.values()).map(this::mark))
          .as("a bed that runs no script of ours runs nothing really")
          .noneMatch(mark -> mark.is(Mark.Kind.REAL));
      return;
    }
    String drawn = UUID.randomUUID().toString();
    try (Site site = open(fresh())) {
      String said = new Stand(site).output("printf %s '" + drawn + "' | sha256sum");

      assertThat(said).startsWith(sha256(drawn));
    }
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void namesEachBehaviourOnce() {
    assertThat(BEHAVIOURS).extracting(Behaviour::sentence).doesNotHaveDuplicates();
  }

  /** The list and the marks must be those of the page; results are written when it is renewed. */
  @AfterAll
  void isWhatThePageSays() throws IOException {
    EnginesPage page = EnginesPage.parse(Files.readString(PAGE));
    EnginesPage now = page.with(engine, BEHAVIOURS, this::mark, passed);
    if (System.getenv(RENEW) != null) {
      Files.writeString(PAGE, now.text());
      return;
    }
    assertThat(now.marks(engine))
        .as("docs/engines.md; renew it with %s=1 in the environment", RENEW)
        .isEqualTo(page.marks(engine));
  }
}
