package dev.penstock.storage;

import static dev.penstock.storage.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

  private TestStore later() {
    return store.restarted(jdbc, IN_TWO_DAYS);
  }
}
