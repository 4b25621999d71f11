package dev.penstock.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.cli.shell.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JobFileTest {
  @TempDir Path folder;

  @Test
  void keepsEveryFieldForTheServerToJudge() throws IOException {
    JobFile file =
        read(
            """
            name: digits
            command: [python3, train.py]
            wallTime: 30m
            environment: {EPOCHS: "12", FLAG: on}
            unknown: 1
            """);

    assertThat(file.withoutCode().toString())
        .isEqualTo(
            "{\"name\":\"digits\",\"command\":[\"python3\",\"train.py\"],\"wallTime\":\"30m\","
                + "\"environment\":{\"EPOCHS\":\"12\",\"FLAG\":\"on\"},\"unknown\":1}");
  }

  @Test
  void findsCodeBesideTheFile() throws IOException {
    assertThat(read("code: ./src").codeFolder()).isEqualTo(folder.resolve("src"));
    assertThat(read("name: x").codeFolder()).isNull();
    assertThat(read("code: " + "a".repeat(64)).codeFolder()).isNull();
  }

  @Test
  void prefersTheProjectThatTheFileNames() throws IOException {
    assertThat(read("project: a").in("b").withoutCode().toString()).contains("\"a\"");
    assertThat(read("name: x").in("b").withoutCode().toString()).contains("\"project\":\"b\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name: [", "- a\n- b", "just text", "name: a\nname: b", ""})
  void refusesWhatIsNotAJob(String yaml) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(Failure.class);
  }

  private JobFile read(String yaml) throws IOException {
    return JobFile.read(Files.writeString(folder.resolve("job.yaml"), yaml));
  }
}
