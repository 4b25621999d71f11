package dev.penstock.storage;

import static dev.penstock.storage.Refusals.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.shared.Access;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class UploadsTest {
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;

  private final OrgId org = OrgId.next();
  private TestStore store;

  @BeforeEach
  void beginsEmpty(@TempDir Path folder) {
    store = TestStore.at(folder, TestStore.SMALL, access, jdbc, Clock.systemUTC());
  }

  @Test
  void takesABlobInChunks() throws IOException {
    byte[] bytes = random(300_000);
    FileEntry file = store.upload(org, "data", bytes);
    assertThat(store.uploads().find(org, file.sha256()))
        .contains(new UploadState(bytes.length, true));
    Tree tree = store.trees().save(org, List.of(file));
    try (InputStream in = store.trees().open(org, tree.hash(), "data")) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void takesAnEmptyBlob() {
    String sha256 = TestStore.sha256("");
    assertThat(store.uploads().find(org, sha256)).isEmpty();
    store.upload(org, "empty", "");
    assertThat(store.uploads().find(org, sha256)).contains(new UploadState(0, true));
  }

  @Test
  void goesOnWhereTheClientBrokeOffEvenAfterARestart() {
    byte[] bytes = random(50_000);
    String sha256 = TestStore.sha256(bytes);
    InputStream breaking =
        new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 20_000), new BrokenLine());
    assertThat(refusal(() -> append(sha256, 0, bytes.length, breaking)).detail())
        .contains("broke off");

    store = store.restarted(jdbc, Clock.systemUTC());
    UploadState state = store.uploads().find(org, sha256).orElseThrow();
    assertThat(state).isEqualTo(new UploadState(20_000, false));
    assertThat(
            append(
                sha256,
                state.offset(),
                bytes.length,
                new ByteArrayInputStream(bytes, 20_000, 30_000)))
        .isEqualTo(new Appended.Kept(new UploadState(50_000, true)));
  }

  @Test
  void tellsTheRightOffsetToWhoeverGivesAWrongOne() {
    byte[] bytes = random(1000);
    String sha256 = TestStore.sha256(bytes);
    assertThat(append(sha256, 10, 1000, stream(bytes))).isEqualTo(new Appended.WrongOffset(0));
    append(sha256, 0, 1000, new ByteArrayInputStream(bytes, 0, 400));
    assertThat(append(sha256, 0, 1000, stream(bytes))).isEqualTo(new Appended.WrongOffset(400));
    assertThat(store.uploads().find(org, sha256)).contains(new UploadState(400, false));
  }

  @Test
  void discardsAnUploadWhoseChecksumDiffers() throws IOException {
    String sha256 = TestStore.sha256("what was meant");
    Problem problem = refusal(() -> append(sha256, 0, 4, stream("else".getBytes(UTF_8))));
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.type()).isEqualTo("checksum-mismatch");
    assertThat(problem.detail()).contains(TestStore.sha256("else"));
    assertThat(store.uploads().find(org, sha256)).isEmpty();
    assertThat(store.filesOnDisk()).isZero();
  }

  @Test
  void refusesWhatIsTooLargeAndKeepsNothingOfIt() throws IOException {
    String sha256 = TestStore.sha256("x");
    assertThat(refusal(() -> append(sha256, 0, (1 << 20) + 1, stream(new byte[1]))).field())
        .isEqualTo("Upload-Length");
    Problem chunk = refusal(() -> append(sha256, 0, 1 << 20, stream(new byte[(1 << 16) + 1])));
    assertThat(chunk.status()).isEqualTo(413);
    assertThat(chunk.hint()).contains("65536");
    assertThat(store.filesOnDisk()).isZero();
  }

  @Test
  void refusesABodyThatGoesOnBehindItsEnd() {
    byte[] bytes = random(100);
    String sha256 = TestStore.sha256(bytes);
    append(sha256, 0, 100, new ByteArrayInputStream(bytes, 0, 60));
    assertThat(refusal(() -> append(sha256, 60, 100, stream(new byte[41]))).field())
        .isEqualTo("Upload-Length");
    assertThat(store.uploads().find(org, sha256)).contains(new UploadState(60, false));
    assertThat(append(sha256, 60, 100, new ByteArrayInputStream(bytes, 60, 40)))
        .isEqualTo(new Appended.Kept(new UploadState(100, true)));
  }

  @Test
  void refusesNumbersThatCanNotBe() {
    String sha256 = TestStore.sha256("x");
    assertThat(refusal(() -> append(sha256, 0, -1, stream(new byte[0]))).field())
        .isEqualTo("Upload-Length");
    assertThat(refusal(() -> append(sha256, 2, 1, stream(new byte[0]))).field())
        .isEqualTo("Upload-Offset");
    assertThat(refusal(() -> append("../../etc", 0, 1, stream(new byte[0]))).field())
        .isEqualTo("sha256");
  }

  @Test
  void letsTwoUploadTheSameBlobAtOnce() throws Exception {
    byte[] bytes = random(60_000);
    String sha256 = TestStore.sha256(bytes);
    Callable<Appended> upload = () -> append(sha256, 0, bytes.length, stream(bytes));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Appended> each : threads.invokeAll(List.of(upload, upload, upload, upload))) {
        assertThat(each.get()).isEqualTo(new Appended.Kept(new UploadState(bytes.length, true)));
      }
    }
    assertThat(store.filesOnDisk()).isEqualTo(1);
  }

  @Test
  void hidesABlobFromEveryOtherOrganisation() {
    FileEntry file = store.upload(org, "secret", "known plain text");
    OrgId other = OrgId.next();
    assertThat(store.uploads().find(other, file.sha256())).isEmpty();
    assertThat(refusal(() -> store.trees().save(other, List.of(file))).type())
        .isEqualTo("missing-blob");
    Tree tree = store.trees().save(org, List.of(file));
    assertThat(store.trees().find(other, tree.hash())).isEmpty();
    assertThat(refusal(() -> store.trees().materialise(other, tree.hash())).status())
        .isEqualTo(404);
    assertThat(refusal(() -> store.trees().open(other, tree.hash(), "secret")).status())
        .isEqualTo(404);
  }

  @Test
  void keepsBlobsReadOnly() throws IOException {
    FileEntry file = store.upload(org, "a", "text");
    Path blob =
        store
            .parts()
            .folders()
            .blobs()
            .resolve(org.toString())
            .resolve(file.sha256().substring(0, 2))
            .resolve(file.sha256());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(blob)))
        .isEqualTo("r--r--r--");
  }

  @Test
  void refusesWhatWouldTouchTheReserve(@TempDir Path other) throws IOException {
    StorageSettings greedy =
        new StorageSettings(Long.MAX_VALUE / 2, 1 << 20, 1 << 16, 200, Duration.ofDays(1));
    TestStore full = TestStore.at(other, greedy, access, jdbc, Clock.systemUTC());
    Problem problem = refusal(() -> full.upload(org, "a", "text"));
    assertThat(problem.type()).isEqualTo("storage-full");
    assertThat(problem.status()).isEqualTo(507);
    assertThat(full.filesOnDisk()).isZero();
  }

  private Appended append(String sha256, long offset, long length, InputStream body) {
    return store.uploads().append(org, sha256, offset, length, body);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** A connection that is cut. */
  private static final class BrokenLine extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return read();
    }
  }
}
