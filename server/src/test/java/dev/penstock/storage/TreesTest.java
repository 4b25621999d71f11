package dev.penstock.storage;

import static dev.penstock.storage.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class TreesTest {
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private TestStore store;
  private Path folder;

  @BeforeEach
  void beginsEmpty(@TempDir Path root, @TempDir Path work) {
    store = TestStore.at(root, TestStore.SMALL, access, jdbc, Clock.systemUTC());
    folder = work;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void givesBackEveryFolderAsItWas(long seed) throws IOException {
    RandomFolder.write(folder, new Random(seed));
    Map<String, byte[]> content = TestStore.content(folder);
    List<FileEntry> uploaded = new ArrayList<>();
    content.forEach((path, bytes) -> uploaded.add(store.upload(org, path, bytes)));
    Collections.shuffle(uploaded, new Random(seed));

    Tree saved = store.trees().save(org, uploaded);
    Tree imported = store.trees().importFolder(org, folder);

    assertThat(imported).isEqualTo(saved);
    assertThat(store.trees().find(org, saved.hash())).contains(saved);
    Path made = store.trees().materialise(org, saved.hash());
    Map<String, byte[]> made2 = TestStore.content(made);
    assertThat(made2.keySet()).isEqualTo(content.keySet());
    content.forEach((path, bytes) -> assertThat(made2.get(path)).as(path).isEqualTo(bytes));
    assertThat(saved.bytes()).isEqualTo(content.values().stream().mapToLong(b -> b.length).sum());
  }

  @Test
  void makesFoldersThatNobodyCanWriteTo() throws IOException {
    Tree tree = store.trees().save(org, List.of(store.upload(org, "a/b/c", "text")));
    Path made = store.trees().materialise(org, tree.hash());
    for (Path path : List.of(made, made.resolve("a"), made.resolve("a/b"))) {
      assertThat(permissions(path)).isEqualTo("r-xr-xr-x");
    }
    assertThat(permissions(made.resolve("a/b/c"))).isEqualTo("r--r--r--");
  }

  @Test
  void makesAFolderOnceAlsoWhenManyAskAtOnce() throws Exception {
    Tree tree =
        store
            .trees()
            .save(
                org,
                IntStream.range(0, 100)
                    .mapToObj(i -> store.upload(org, "d" + i % 5 + "/f" + i, "text " + i % 10))
                    .toList());
    Callable<Path> ask = () -> store.trees().materialise(org, tree.hash());
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Path> each : threads.invokeAll(Collections.nCopies(8, ask))) {
        assertThat(TestStore.content(each.get())).hasSize(100);
      }
    }
    try (Stream<Path> made = Files.list(store.parts().folders().treesOf(org))) {
      assertThat(made).hasSize(1);
    }
  }

  @Test
  void makesATreeWithoutFiles() throws IOException {
    Tree tree = store.trees().importFolder(org, folder);
    assertThat(tree.files()).isEmpty();
    assertThat(store.trees().materialise(org, tree.hash())).isEmptyDirectory();
  }

  @Test
  void copiesWhatItImportsSoThatTheJobCanNotChangeItLater() throws IOException {
    Path file = Files.writeString(folder.resolve("result"), "as it was");
    Tree tree = store.trees().importFolder(org, folder);
    Files.writeString(file, "changed");
    try (InputStream in = store.trees().open(org, tree.hash(), "result")) {
      assertThat(in.readAllBytes()).asString().isEqualTo("as it was");
    }
  }

  @Test
  void refusesToFollowALinkOutOfAFolder() throws IOException {
    Files.writeString(folder.resolve("fine"), "fine");
    Files.createSymbolicLink(folder.resolve("passwords"), Path.of("/etc/passwd"));
    Problem problem = refusal(() -> store.trees().importFolder(org, folder));
    assertThat(problem.type()).isEqualTo("unusable-file");
    assertThat(problem.value()).isEqualTo("passwords");
    assertThat(store.filesOnDisk()).isZero();
  }

  @Test
  void refusesAFolderThatIsALinkAnywhereBelowItsBase() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/model"));
    Files.writeString(elsewhere.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("outputs"), folder.resolve("elsewhere"));
    assertThat(refusal(() -> store.trees().importFolder(org, folder, "outputs/model")).type())
        .isEqualTo("unusable-file");
    assertThat(refusal(() -> store.trees().importFolder(org, folder.resolve("outputs"))).type())
        .isEqualTo("unusable-file");
    assertThat(store.trees().importFolder(org, folder, "elsewhere/model").files()).hasSize(1);
  }

  @Test
  void refusesSpecialFilesWithoutWaitingForThem() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor())
        .isZero();
    assertThat(refusal(() -> store.trees().importFolder(org, folder)).value()).isEqualTo("pipe");
    Files.delete(folder.resolve("pipe"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      assertThat(refusal(() -> store.trees().importFolder(org, folder)).value())
          .isEqualTo("socket");
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThat(refusal(() -> store.trees().importFolder(org, folder.resolve("none"))).detail())
        .contains("no such folder");
  }

  @Test
  void refusesNamesThatATreeCanNotHave() throws IOException {
    Files.writeString(folder.resolve("two\nlines"), "x");
    assertThat(refusal(() -> store.trees().importFolder(org, folder)).hint())
        .contains("control characters");
  }

  @Test
  void refusesMoreThanATreeTakesAndKeepsNothing() throws IOException {
    for (int i = 0; i <= TestStore.SMALL.maxFiles(); i++) {
      Files.writeString(folder.resolve("f" + i), "x" + i);
    }
    assertThat(refusal(() -> store.trees().importFolder(org, folder)).status()).isEqualTo(413);
    assertThat(store.filesOnDisk()).isZero();
  }

  @Test
  void refusesAFileThatIsTooLargeAndKeepsNothing() throws IOException {
    Files.writeString(folder.resolve("a"), "x");
    Files.write(folder.resolve("big"), new byte[(1 << 20) + 1]);
    Problem problem = refusal(() -> store.trees().importFolder(org, folder));
    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.field()).isEqualTo("big");
    assertThat(store.filesOnDisk()).isZero();
  }

  @Test
  void namesTheFileWhoseContentIsMissingOrDiffers() {
    FileEntry here = store.upload(org, "here", "text");
    Problem missing =
        refusal(
            () ->
                store
                    .trees()
                    .save(org, List.of(here, new FileEntry("gone", TestStore.sha256("x"), 1))));
    assertThat(missing.field()).isEqualTo("files[1].sha256");
    assertThat(missing.hint()).contains("PATCH /v1/blobs/");
    assertThat(
            refusal(() -> store.trees().save(org, List.of(new FileEntry("here", here.sha256(), 9))))
                .field())
        .isEqualTo("files[0].size");
  }

  @Test
  void findsOneFileOfATree() {
    FileEntry file = store.upload(org, "a/b.txt", "text");
    Tree tree = store.trees().save(org, List.of(file));
    assertThat(store.trees().file(org, tree.hash(), "a/b.txt")).contains(file);
    assertThat(store.trees().file(org, tree.hash(), "a")).isEmpty();
    assertThat(store.trees().file(org, tree.hash(), "../a/b.txt")).isEmpty();
    assertThat(refusal(() -> store.trees().open(org, tree.hash(), "x")).status()).isEqualTo(404);
  }

  @Test
  void refusesToMakeAFolderOfWhatIsNoTree() {
    assertThat(refusal(() -> store.trees().materialise(org, "../..")).status()).isEqualTo(404);
    assertThat(refusal(() -> store.trees().materialise(org, TestStore.sha256("x"))).status())
        .isEqualTo(404);
  }

  /** ext4 gives a file 65,000 names; a set of labels can need more. */
  @Test
  void makesAFolderOfMoreEqualFilesThanAFileCanHaveNames() {
    StorageSettings many = new StorageSettings(0, 1 << 20, 1 << 16, 100_000, Duration.ofDays(1));
    TestStore large = TestStore.at(folder, many, access, jdbc, Clock.systemUTC());
    FileEntry label = large.upload(org, "label", "0");
    Tree tree =
        large
            .trees()
            .save(
                org,
                IntStream.range(0, 65_100)
                    .mapToObj(i -> new FileEntry("l" + i, label.sha256(), label.size()))
                    .toList());
    assertThat(large.trees().materialise(org, tree.hash()).toFile().list()).hasSize(65_100);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
