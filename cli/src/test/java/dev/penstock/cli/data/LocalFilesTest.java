package dev.penstock.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.data.LocalFiles.LocalFile;
import dev.penstock.cli.shell.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "*.log, a.log, true",
    "*.log, deep/er/a.log, true",
    "*.log, a.logs, false",
    "/a.log, deep/a.log, false",
    "/a.log, a.log, true",
    "data/*.csv, data/x.csv, true",
    "data/*.csv, deep/data/x.csv, false",
    "data/**/x, data/x, true",
    "data/**/x, data/1/2/x, true",
    "**/x, x, true",
    "cache/, cache, false",
    "a?c, abc, true",
    "{a}, {a}, true",
    "# a, a, false"
  })
  void leavesOutWhatAGitIgnoreWould(String line, String path, boolean out) {
    assertThat(Ignore.ofLines(List.of(line)).leavesOut(Path.of(path), false)).isEqualTo(out);
  }

  @Test
  void lastLineDecides() {
    Ignore ignore = Ignore.ofLines(List.of("*.csv", "!keep.csv"));

    assertThat(ignore.leavesOut(Path.of("a.csv"), false)).isTrue();
    assertThat(ignore.leavesOut(Path.of("x/keep.csv"), false)).isFalse();
  }

  @Test
  void findsFilesInOrderAndLeavesLinksOut() throws IOException {
    write("b.py");
    write("a/c.py");
    write("a/__pycache__/c.pyc");
    write(".git/HEAD");
    write("big/x.bin");
    Files.writeString(folder.resolve(".penstockignore"), "big/\n");
    Files.createSymbolicLink(folder.resolve("passwords"), folder.resolve("b.py"));

    LocalFiles found = LocalFiles.of(folder);

    assertThat(found.files()).extracting(LocalFile::name).containsExactly("a/c.py", "b.py");
    assertThat(found.links()).containsExactly("passwords");
  }

  @Test
  void refusesAFolderWithNothingInIt() {
    assertThatThrownBy(() -> LocalFiles.of(folder)).isInstanceOf(Failure.class);
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
