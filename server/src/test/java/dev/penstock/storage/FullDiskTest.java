package dev.penstock.storage;

import static dev.penstock.storage.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On a real file system of one megabyte; skipped where the test may not mount one. */
@ServerTest
class FullDiskTest {
  /** No reserve: the store finds out from the disk itself. */
  private static final StorageSettings TO_THE_LAST_BYTE =
      new StorageSettings(0, 1 << 20, 1 << 20, 200, Duration.ofDays(1));

  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount(@TempDir Path folder) throws Exception {
    disk = folder;
    mounted =
        run("mount", "-t", "tmpfs", "-o", "size=1m,nr_inodes=300", "tmpfs", folder.toString());
    assumeThat(mounted).as("may mount a file system").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void refusesAnUploadThatWillNotFitBeforeTakingAnyOfIt() throws IOException {
    TestStore store = store(TO_THE_LAST_BYTE);
    store.upload(org, "first", random(600_000));
    Problem problem = refusal(() -> store.upload(org, "second", random(700_000)));
    assertThat(problem.type()).isEqualTo("storage-full");
    assertThat(problem.status()).isEqualTo(507);
    assertThat(problem.detail()).contains("700000");
    assertThat(store.filesOnDisk()).isEqualTo(1);
  }

  @Test
  void takesNothingOfAChunkDuringWhichTheDiskBecameFull() throws IOException {
    TestStore store = store(TO_THE_LAST_BYTE);
    byte[] bytes = random(700_000);
    String sha256 = TestStore.sha256(bytes);
    FillingStream body = new FillingStream(bytes, disk.resolve("somebody-else"), 500_000);
    Problem problem = refusal(() -> store.uploads().append(org, sha256, 0, bytes.length, body));
    assertThat(problem.type()).isEqualTo("storage-full");
    assertThat(store.uploads().find(org, sha256)).isEmpty();
    Files.delete(disk.resolve("somebody-else"));
    assertThat(store.filesOnDisk()).isZero();
    store.upload(org, "again", bytes);
  }

  @Test
  void keepsNothingOfAFolderThatDoesNotFit(@TempDir Path folder) throws IOException {
    TestStore store = store(TO_THE_LAST_BYTE);
    for (int i = 0; i < 4; i++) {
      Files.write(folder.resolve("f" + i), random(300_000 + i));
    }
    assertThat(refusal(() -> store.trees().importFolder(org, folder)).status()).isEqualTo(507);
    assertThat(store.filesOnDisk()).isZero();
    Files.delete(folder.resolve("f3"));
    assertThat(store.trees().importFolder(org, folder).files()).hasSize(3);
  }

  @Test
  void leavesNoHalfFolderWhenTheDiskCanNotTakeItsNames() throws IOException {
    TestStore store = store(TO_THE_LAST_BYTE);
    FileEntry file = store.upload(org, "a", "text");
    Tree tree =
        store.trees().save(org, List.of(file, new FileEntry("b/c/d", file.sha256(), file.size())));
    // as many names as the file system takes: no byte is needed for a link, but an inode is
    while (makeFile()) {}
    assertThat(refusal(() -> store.trees().materialise(org, tree.hash())).status()).isEqualTo(507);
    try (Stream<Path> folders = Files.walk(store.parts().folders().trees())) {
      assertThat(folders.map(Path::getFileName)).noneMatch(name -> isTree(name, tree));
    }
  }

  @Test
  void keepsTheReserveFree() throws IOException {
    TestStore store =
        store(new StorageSettings(512 * 1024, 1 << 20, 1 << 20, 200, Duration.ofDays(1)));
    store.upload(org, "fits", random(300_000));
    assertThat(refusal(() -> store.upload(org, "not", random(300_001))).status()).isEqualTo(507);
    assertThat(Files.getFileStore(disk).getUsableSpace()).isGreaterThan(512 * 1024);
  }

  private TestStore store(StorageSettings settings) {
    return TestStore.at(disk.resolve("store"), settings, access, jdbc, Clock.systemUTC());
  }

  private boolean makeFile() {
    try {
      Files.createTempFile(disk, "full", "");
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  private static boolean isTree(Path name, Tree tree) {
    return name.startsWith(tree.hash()) || name.toString().startsWith(Materialiser.UNFINISHED);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }
}
