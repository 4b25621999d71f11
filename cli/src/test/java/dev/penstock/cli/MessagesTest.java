package dev.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.cli.fake.Terminal;
import dev.penstock.cli.shell.Messages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

final class MessagesTest {
  private static final ResourceBundle ENGLISH = new Messages(Locale.ENGLISH).bundle();
  private static final ResourceBundle CHINESE = new Messages(Locale.CHINESE).bundle();
  private static final Pattern PLACE = Pattern.compile("%[sd]");
  private static final Pattern USED =
      Pattern.compile(
          "(?:text|tell|note|secret|Failure)\\((?:[^\"()]*?,)?\\s*\"([a-z-]+\\.[a-z.-]*[a-z])\"");

  @Test
  void existInBothLanguagesWithTheSamePlaces() {
    assertThat(CHINESE.keySet()).isEqualTo(ENGLISH.keySet());
    for (String key : ENGLISH.keySet()) {
      assertThat(places(CHINESE.getString(key))).as(key).isEqualTo(places(ENGLISH.getString(key)));
    }
  }

  @Test
  void existForEveryKeyInTheSource() throws IOException {
    List<String> used = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        USED.matcher(Files.readString(file)).results().map(hit -> hit.group(1)).forEach(used::add);
      }
    }
    assertThat(used).hasSizeGreaterThan(50);
    assertThat(ENGLISH.keySet()).containsAll(used);
  }

  @Test
  void existForEveryColumn() throws IOException {
    Pattern column = Pattern.compile("(?:Column\\.[a-z]+|new Column)\\(\\s*\"(\\w+)\"");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(each -> each.toString().endsWith("Command.java")).toList()) {
        assertThat(column.matcher(Files.readString(file)).results().map(hit -> hit.group(1)))
            .allSatisfy(key -> assertThat(ENGLISH.keySet()).contains("column." + key));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void describeEveryCommandOptionAndArgument(String language) {
    Terminal terminal = new Terminal(URI.create("http://localhost"), Path.of("none"));
    CommandLine root = Main.commandLine(terminal.world(), "--lang", language);
    for (CommandLine command : all(root)) {
      CommandSpec spec = command.getCommandSpec();
      assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
      for (ArgSpec argument : spec.args()) {
        assertThat(argument.description())
            .as(spec.qualifiedName() + " " + argument.paramLabel() + " " + argument)
            .isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zh_CN.UTF-8,,zh",
    "zh_TW,,zh",
    "en_GB.UTF-8,,en",
    "C,,en",
    "zh_CN,en,en",
    "fr_FR,,en"
  })
  void followTheLocaleUnlessAsked(String locale, String asked, String language) {
    assertThat(Messages.locale(asked, Map.of("LC_ALL", locale)).getLanguage()).isEqualTo(language);
  }

  private static List<String> places(String text) {
    return PLACE.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> found = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> found.addAll(all(below)));
    return found;
  }
}
