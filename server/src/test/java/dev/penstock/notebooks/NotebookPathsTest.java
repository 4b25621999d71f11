package dev.penstock.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookPathsTest {
  private static final String ID = "01a210d2-db05-7000-8ced-3a7b833b40df";

  @Test
  void leadToTheNotebookThatTheyName() {
    NotebookPaths.Place place =
        Objects.requireNonNull(NotebookPaths.of("/notebooks/" + ID + "/api/kernels"));
    assertThat(place.notebook()).isEqualTo(NotebookId.parse(ID));
    assertThat(place.isOpening()).isFalse();
    String opening = NotebookPaths.opening(place.notebook(), "secret");
    int query = opening.indexOf('?');
    assertThat(Objects.requireNonNull(NotebookPaths.of(opening.substring(0, query))).isOpening())
        .isTrue();
    assertThat(NotebookPaths.ticket(opening.substring(query + 1))).isEqualTo("secret");
    assertThat(NotebookPaths.ticket(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/v1/me", "/notebooks/", "/notebooks/" + ID, "/notebooks/../x/", "/console"})
  void leadNowhereElse(String path) {
    assertThat(NotebookPaths.of(path)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "train.ipynb, train",
    "a/b/My Model 2.ipynb, my-model-2",
    "手写数字.ipynb, notebook",
    "--x--.ipynb, x"
  })
  void nameJobsAfterTheirFiles(String file, String name) {
    assertThat(NotebookJobs.name(file)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notebooks.example.cn", "https://a.cn/path", "ftp://a.cn", "https://"})
  void haveNoAddressThatIsNoOrigin(String address) {
    assertThatThrownBy(() -> settings(address)).hasMessageContaining("penstock.notebooks.address");
  }

  @Test
  void mayHaveAnOriginForEachNotebook() {
    assertThat(settings("https://{id}.notebooks.example.cn").address()).contains("{id}");
  }

  private static NotebookSettings settings(String address) {
    return new NotebookSettings(
        0, address, "notebook-cpu", List.of("jupyter"), Duration.ofSeconds(30));
  }
}
