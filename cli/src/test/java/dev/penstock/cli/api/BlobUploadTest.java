package dev.penstock.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.fake.FakeBlobs;
import dev.penstock.cli.fake.FakeCentre;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlobUploadTest {
  private static final int CHUNK = 100;

  @TempDir Path folder;
  private FakeCentre centre;
  private BlobUpload upload;

  @BeforeEach
  void start() throws IOException {
    centre = new FakeCentre();
    upload = new BlobUpload(new Api(centre.url(), "pk_test"), time -> {}, CHUNK);
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 200, 12_345})
  void sendsEveryByteOnce(int size) throws IOException {
    byte[] bytes = bytes(size);
    long[] progress = {0};

    upload.send(FakeBlobs.sha256(bytes), size, file(bytes), more -> progress[0] += more);

    assertThat(centre.blobs().bytes(FakeBlobs.sha256(bytes))).isEqualTo(bytes);
    assertThat(progress[0]).isEqualTo(size);
    assertThat(patches()).isEqualTo(Math.max(1, (size + CHUNK - 1) / CHUNK));
  }

  @Test
  void sendsNothingThatTheServerHas() throws IOException {
    byte[] bytes = bytes(500);
    upload.send(FakeBlobs.sha256(bytes), 500, file(bytes), more -> {});
    long before = patches();

    long[] progress = {0};
    upload.send(FakeBlobs.sha256(bytes), 500, file(bytes), more -> progress[0] += more);

    assertThat(patches()).isEqualTo(before);
    assertThat(progress[0]).isEqualTo(500);
  }

  @Test
  void goesOnWhereAnEarlierUploadBrokeOff() throws IOException {
    byte[] bytes = bytes(500);
    centre.blobs().begin(FakeBlobs.sha256(bytes), Arrays.copyOf(bytes, 250));

    upload.send(FakeBlobs.sha256(bytes), 500, file(bytes), more -> {});

    assertThat(centre.blobs().has(FakeBlobs.sha256(bytes))).isTrue();
    assertThat(centre.seen("PATCH /v1/blobs/" + FakeBlobs.sha256(bytes)))
        .extracting(seen -> seen.header("Upload-Offset"))
        .containsExactly("250", "350", "450");
  }

  @Test
  void survivesBrokenConnections() throws IOException {
    byte[] bytes = bytes(1000);
    centre.blobs().breakNext(3);

    upload.send(FakeBlobs.sha256(bytes), 1000, file(bytes), more -> {});

    assertThat(centre.blobs().bytes(FakeBlobs.sha256(bytes))).isEqualTo(bytes);
  }

  @Test
  void startsAnewOnceWhenAnEarlierUploadWasOfOtherBytes() throws IOException {
    byte[] bytes = bytes(300);
    centre.blobs().begin(FakeBlobs.sha256(bytes), new byte[100]);

    upload.send(FakeBlobs.sha256(bytes), 300, file(bytes), more -> {});

    assertThat(centre.blobs().bytes(FakeBlobs.sha256(bytes))).isEqualTo(bytes);
  }

  @Test
  void givesUpWhenTheFileIsNotWhatItWas() throws IOException {
    byte[] bytes = bytes(300);
    String other = FakeBlobs.sha256(bytes(301));

    assertThatThrownBy(() -> upload.send(other, 300, file(bytes), more -> {}))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.status()).isEqualTo(422));
  }

  private long patches() {
    return centre.seen().stream().filter(seen -> seen.method().equals("PATCH")).count();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
