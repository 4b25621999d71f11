package dev.penstock.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.shared.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String EMPTY = TestStore.sha256("");

  @ParameterizedTest
  @MethodSource("attacks")
  void refusesAPathThatCouldLeaveItsTree(String path) {
    Problem problem = refusal(List.of(file("fine"), file(path)));
    assertThat(problem.type()).isEqualTo("invalid-value");
    assertThat(problem.field()).isEqualTo("files[1].path");
    assertThat(problem.hint()).isNotBlank();
  }

  static Stream<String> attacks() {
    return Stream.of(
        "",
        "/",
        "/etc/passwd",
        "//server/share",
        "..",
        "../up",
        "a/../../b",
        "a/..",
        ".",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "a\\..\\b",
        "C:\\windows",
        "zero\0byte",
        "line\nbreak",
        "line\rbreak",
        "bell\u0007",
        "delete\u007f",
        "next-line\u0085",
        "separator\u2028",
        "half\ud800",
        "lost\ufffd",
        "数".repeat(86),
        "long/".repeat(205) + "file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a/b/c.txt",
        "数据/训练.csv",
        ".hidden",
        "...",
        "a b",
        "~",
        "-rf",
        "a:b",
        "👩‍🔬"
      })
  void takesAnOrdinaryPath(String path) {
    assertThat(Manifest.tree(List.of(file(path)), 10).files()).containsExactly(file(path));
  }

  @Test
  void refusesAPathTwice() {
    assertThat(refusal(List.of(file("a"), file("b"), file("a"))).field())
        .isEqualTo("files[2].path");
  }

  @Test
  void refusesAFileThatIsAlsoAFolder() {
    Problem problem = refusal(List.of(file("a/b/c"), file("a/b")));
    assertThat(problem.field()).isEqualTo("files[1].path");
    assertThat(problem.detail()).contains("a/b/c");
  }

  @Test
  void refusesAChecksumThatIsNone() {
    for (String sha256 :
        List.of("", "abc", EMPTY.toUpperCase(java.util.Locale.ROOT), "../" + EMPTY)) {
      assertThat(refusal(List.of(new FileEntry("a", sha256, 0))).field())
          .isEqualTo("files[0].sha256");
    }
  }

  @Test
  void refusesSizesThatCanNotBe() {
    assertThat(refusal(List.of(new FileEntry("a", EMPTY, -1))).field()).isEqualTo("files[0].size");
    assertThat(
            refusal(
                    List.of(
                        new FileEntry("a", EMPTY, Long.MAX_VALUE), new FileEntry("b", EMPTY, 1)))
                .field())
        .isEqualTo("files[1].size");
  }

  @Test
  void refusesMoreFilesThanATreeTakes() {
    List<FileEntry> eleven = IntStream.range(0, 11).mapToObj(i -> file("f" + i)).toList();
    assertThat(refusal(eleven).type()).isEqualTo("too-large");
  }

  @Test
  void givesTheSameHashInWhateverOrder() {
    Random random = new Random(20261125);
    List<FileEntry> files =
        new ArrayList<>(
            IntStream.range(0, 50)
                .mapToObj(i -> new FileEntry("d" + i % 7 + "/f" + i, EMPTY, i))
                .toList());
    Tree first = Manifest.tree(files, 100);
    Collections.shuffle(files, random);
    assertThat(Manifest.tree(files, 100)).isEqualTo(first);
    assertThat(first.bytes()).isEqualTo(49 * 50 / 2);
  }

  @Test
  void sortsByBytesAsOtherLanguagesDo() {
    // as UTF-16 the emoji would come before the last letter of the plane
    assertThat(Manifest.tree(List.of(file("😀"), file("豈"), file("a")), 10).files())
        .extracting(FileEntry::path)
        .containsExactly("a", "豈", "😀");
  }

  @Test
  void hashesAsItAlwaysDid() {
    assertThat(Manifest.tree(List.of(), 10).hash())
        .isEqualTo(TestStore.sha256("penstock tree 1\n"));
    assertThat(Manifest.tree(List.of(file("a/b")), 10).hash())
        .isEqualTo(TestStore.sha256("penstock tree 1\n" + EMPTY + " 0 a/b\n"));
  }

  @Test
  void givesAnotherHashForWhateverDiffers() {
    String hash = Manifest.tree(List.of(file("a")), 10).hash();
    assertThat(
            List.of(
                Manifest.tree(List.of(file("b")), 10).hash(),
                Manifest.tree(List.of(new FileEntry("a", EMPTY, 1)), 10).hash(),
                Manifest.tree(List.of(new FileEntry("a", TestStore.sha256("x"), 0)), 10).hash(),
                Manifest.tree(List.of(file("a"), file("b")), 10).hash()))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }

  private static FileEntry file(String path) {
    return new FileEntry(path, EMPTY, 0);
  }

  private static Problem refusal(List<FileEntry> files) {
    return Refusals.refusal(() -> Manifest.tree(files, 10));
  }
}
