package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookFilesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void listsFilesByPathAndNothingThatIsHiddenOrALink() throws IOException {
    Files.createDirectories(folder.resolve("data/.cache"));
    Files.writeString(folder.resolve("train.ipynb"), "{}");
    Files.writeString(folder.resolve("data/a.csv"), "1,2");
    Files.writeString(folder.resolve("data/.cache/b"), "");
    Files.createSymbolicLink(folder.resolve("etc"), Path.of("/etc"));
    Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
    NotebookFiles.NotebookFolder found = NotebookFiles.list(folder);
    assertThat(found.items())
        .extracting(NotebookFiles.NotebookFile::path)
        .containsExactly("data/a.csv", "train.ipynb");
    assertThat(found.items().getFirst().size()).isEqualTo(3);
    assertThat(found.complete()).isTrue();
  }

  @Test
  void saysWhenThereAreMore() throws IOException {
    for (int i = 0; i <= NotebookFiles.MOST; i++) {
      Files.createFile(folder.resolve("f" + i));
    }
    NotebookFiles.NotebookFolder found = NotebookFiles.list(folder);
    assertThat(found.items()).hasSize(NotebookFiles.MOST);
    assertThat(found.complete()).isFalse();
  }
}
