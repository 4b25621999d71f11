package dev.penstock.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"Digits", "a_b", "a b", "数据", "a@1", "a/b", "digits\n"})
  void refusesWhatIsNoName(String name) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Names.check("name", name))
        .satisfies(e -> assertThat(e.problem().field()).isEqualTo("name"));
  }

  @Test
  void takesNamesOfUpTo63Characters() {
    assertThat(Names.check("name", "a".repeat(63))).hasSize(63);
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Names.check("name", "a".repeat(64)));
  }

  @Test
  void suggestsWhatSomebodyMayHaveMeant() {
    List<String> known = List.of("imagenet", "digits", "digits-test", "poems");
    assertThat(Names.hint("digit", known)).isEqualTo("did you mean one of: digits, digits-test");
    assertThat(Names.hint("zzz", known))
        .isEqualTo("there are, among others: digits, digits-test, imagenet");
    assertThat(Names.hint("x", List.of())).isEqualTo("there is none yet");
  }

  @Test
  void readsReferences() {
    assertThat(VersionRef.parse("dataset", "digits")).isEqualTo(new VersionRef("digits", null));
    assertThat(VersionRef.parse("dataset", "digits@12")).isEqualTo(new VersionRef("digits", 12));
    assertThat(VersionRef.parse("dataset", "digits@12")).hasToString("digits@12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "@1",
        "a@",
        "a@0",
        "a@-1",
        "a@01",
        "a@+1",
        "a@x",
        "a@1@2",
        "a@99999999999"
      })
  void refusesWhatIsNoReference(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> VersionRef.parse("inputs[0].dataset", text))
        .satisfies(e -> assertThat(e.problem().field()).isEqualTo("inputs[0].dataset"))
        .satisfies(e -> assertThat(e.problem().value()).isEqualTo(text));
  }
}
