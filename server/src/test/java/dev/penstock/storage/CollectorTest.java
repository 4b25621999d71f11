package dev.penstock.storage;

import static dev.penstock.storage.Refusals.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class CollectorTest {
  private static final Clock NOW = Clock.systemUTC();
  private static final Clock IN_TWO_DAYS = Clock.offset(NOW, Duration.ofDays(2));

  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private TestStore store;

  @BeforeEach
  void beginsEmpty(@TempDir Path root) {
    store = TestStore.at(root, TestStore.SMALL, access, jdbc, NOW);
  }

  @Test
  void removesATreeThatNobodyHoldsWithTheBlobsThatOnlyItHas() throws IOException {
    FileEntry shared = store.upload(org, "shared", "in both");
    FileEntry own = store.upload(org, "own", "in one");
    Tree both = store.trees().save(org, List.of(shared, own), "first");
    Tree one = store.trees().save(org, List.of(shared), "second");
    Path folder = store.trees().materialise(org, both.hash());

    store.trees().release(org, both.hash(), "first");

    assertThat(store.trees().find(org, both.hash())).isEmpty();
    assertThat(store.uploads().find(org, own.sha256())).isEmpty();
    assertThat(folder).doesNotExist();
    assertThat(store.trees().find(org, one.hash())).isPresent();
    assertThat(store.uploads().find(org, shared.sha256())).isPresent();
    assertThat(store.filesOnDisk()).isEqualTo(1);
  }

  @Test
  void keepsATreeAsLongAsAnybodyHoldsIt() {
    Tree tree = store.trees().save(org, List.of(store.upload(org, "a", "text")), "first");
    store.trees().hold(org, tree.hash(), "second");
    store.trees().release(org, tree.hash(), "first");
    assertThat(store.trees().find(org, tree.hash())).isPresent();
    store.trees().release(org, tree.hash(), "second");
    assertThat(store.trees().find(org, tree.hash())).isEmpty();
    assertThat(refusal(() -> store.trees().hold(org, tree.hash(), "third")).status())
        .isEqualTo(404);
  }

  @Test
  void keepsForGoodWhatHasNoNamedHolder() throws IOException {
    Tree tree = store.trees().save(org, List.of(store.upload(org, "a", "text")));
    store.trees().save(org, tree.files(), "somebody");
    store.trees().release(org, tree.hash(), "somebody");
    later().collector().sweep();
    assertThat(store.trees().find(org, tree.hash())).isPresent();
  }

  @Test
  void removesNothingWhenTheTransactionIsRolledBack() throws IOException {
    Tree tree = store.trees().save(org, List.of(store.upload(org, "a", "text")), "holder");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                access.runAsTenant(
                    org,
                    () -> {
                      store.trees().release(org, tree.hash(), "holder");
                      throw new IllegalStateException("after all not");
                    }));
    later().collector().sweep();
    assertThat(store.trees().find(org, tree.hash())).contains(tree);
    store.trees().open(org, tree.hash(), "a").close();
  }

  @Test
  void leavesAnotherOrganisationsEqualBlobAlone() throws IOException {
    OrgId other = OrgId.next();
    Tree ours = store.trees().save(org, List.of(store.upload(org, "a", "text")), "holder");
    Tree theirs = store.trees().save(other, List.of(store.upload(other, "a", "text")), "holder");
    store.trees().release(org, ours.hash(), "holder");
    store.trees().open(other, theirs.hash(), "a").close();
  }

  @Test
  void sweepsWhatACrashLeftBehindOnceItIsOld() throws IOException {
    StoreFolders folders = store.parts().folders();
    Path staged = Files.createDirectories(folders.newStaging()).resolve("0");
    Files.writeString(staged, "half an import");
    Path tree = folders.treesOf(org).resolve(Materialiser.UNFINISHED + "x/sub");
    Files.writeString(Files.createDirectories(tree).resolve("f"), "half a folder");
    Path blob = folders.blobs().resolve(org + "/aa/" + "a".repeat(64));
    Files.createDirectories(blob.getParent());
    Files.writeString(blob, "moved, but its row was never committed");
    byte[] bytes = {1, 2, 3};
    store
        .uploads()
        .append(org, TestStore.sha256(bytes), 0, 3, new ByteArrayInputStream(bytes, 0, 2));
    store.upload(org, "unused", "whole, but of no tree");

    store.collector().sweep();
    assertThat(store.filesOnDisk()).isEqualTo(5);

    later().collector().sweep();
    assertThat(store.filesOnDisk()).isZero();
    assertThat(store.uploads().find(org, TestStore.sha256("whole, but of no tree"))).isEmpty();
  }

  @Test
  void sweepsNothingThatIsInUse() throws IOException {
    Tree tree = store.trees().save(org, List.of(store.upload(org, "a", "text")), "holder");
    Path folder = store.trees().materialise(org, tree.hash());
    later().collector().sweep();
    assertThat(TestStore.content(folder)).containsOnlyKeys("a");
    store.trees().open(org, tree.hash(), "a").close();
  }

  @Test
  void keepsAnUnusedBlobFromWhenItWasLastAskedFor() throws IOException {
    FileEntry file = store.upload(org, "a", "text");
    assertThat(later().uploads().find(org, file.sha256())).isPresent();
    later().collector().sweep();
    assertThat(store.uploads().find(org, file.sha256())).isPresent();
  }

  /** What is saved can be read until it is released, whatever others remove meanwhile. */
  @Test
  void losesNothingThatIsSavedWhileOthersAreRemoved() throws Exception {
    List<Callable<Void>> workers =
        IntStream.range(0, 4).<Callable<Void>>mapToObj(seed -> () -> saveAndRelease(seed)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Void> each : threads.invokeAll(workers)) {
        each.get();
      }
    }
    assertThat(store.filesOnDisk()).isZero();
  }

  private @Nullable Void saveAndRelease(int seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 25; round++) {
      String holder = seed + " in round " + round;
      List<String> texts = List.of("text " + random.nextInt(3), "text " + random.nextInt(3));
      Tree tree = save(texts, holder);
      store.trees().materialise(org, tree.hash());
      for (int i = 0; i < texts.size(); i++) {
        try (InputStream in = store.trees().open(org, tree.hash(), "f" + i)) {
          assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo(texts.get(i));
        }
      }
      store.trees().release(org, tree.hash(), holder);
    }
    return null;
  }

  private Tree save(List<String> texts, String holder) {
    while (true) {
      List<FileEntry> files =
          IntStream.range(0, texts.size())
              .mapToObj(i -> store.upload(org, "f" + i, texts.get(i)))
              .toList();
      try {
        return store.trees().save(org, files, holder);
      } catch (ProblemException removedMeanwhile) {
        // as a client does: upload what the answer says is missing
        assertThat(removedMeanwhile.problem().type()).isEqualTo("missing-blob");
      }
    }
  }

  private TestStore later() {
    return store.restarted(jdbc, IN_TWO_DAYS);
  }
}
