package dev.penstock.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules, dashboards and runbooks lead to each other. */
final class RulesAndDashboardsTest {
  private static final Path RUNBOOKS = Deploy.ROOT.resolve("docs/runbooks");

  private static List<JsonNode> alerts() {
    return Deploy.rules().stream().filter(it -> it.has("alert")).toList();
  }

  @Test
  void everyAlertSaysHowUrgentItIsAndLeadsToARunbook() {
    assertThat(alerts()).hasSizeGreaterThan(15);
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asString();
      assertThat(alert.at("/labels/severity").asString()).as(name).isIn("page", "ticket");
      assertThat(alert.at("/annotations/summary").asString()).as(name).isNotBlank();
      assertThat(Deploy.ROOT.resolve(alert.at("/annotations/runbook_url").asString()))
          .as(name)
          .isRegularFile();
    }
  }

  @Test
  void noTwoRulesHaveOneName() {
    List<String> names =
        Deploy.rules().stream()
            .map(it -> it.path("alert").asString(it.path("record").asString()))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyRecordedNameThatIsUsedIsRecorded() {
    Pattern recorded = Pattern.compile("\\bpenstock:[a-z:_0-9]+");
    Set<String> used =
        Deploy.queries().stream()
            .flatMap(it -> recorded.matcher(it.expression()).results())
            .map(it -> it.group())
            .collect(Collectors.toSet());
    assertThat(Deploy.recorded()).containsAll(used);
  }

  @Test
  void everyRunbookIsInBothIndexesAndAnswersTheSameQuestions() {
    List<Path> books =
        Deploy.files(RUNBOOKS, ".md")
            .filter(it -> !it.getFileName().toString().startsWith("README"))
            .toList();
    assertThat(books).hasSizeGreaterThanOrEqualTo(10);
    for (Path book : books) {
      String name = book.getFileName().toString();
      assertThat(Deploy.text(RUNBOOKS.resolve("README.md"))).contains("(" + name + ")");
      assertThat(Deploy.text(RUNBOOKS.resolve("README.zh-CN.md"))).contains("(" + name + ")");
      assertThat(Deploy.text(book).lines().filter(it -> it.startsWith("## ")).toList())
          .as(name)
          .containsExactly(
              "## What you see",
              "## What it means",
              "## The first five minutes",
              "## How to know it is over",
              "## What to write down");
    }
  }

  @Test
  void everyAlertThatARunbookNamesIsThere() {
    Set<String> names =
        alerts().stream().map(it -> it.path("alert").asString()).collect(Collectors.toSet());
    Pattern alert = Pattern.compile("`(Penstock[A-Z]\\w+)`");
    Set<String> named = new HashSet<>();
    Deploy.files(RUNBOOKS, ".md")
        .forEach(
            it -> alert.matcher(Deploy.text(it)).results().forEach(m -> named.add(m.group(1))));
    assertThat(names).containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void everyLinkOfTheOperatorsPagesLeadsSomewhere() {
    List<Path> pages = new ArrayList<>(Deploy.files(RUNBOOKS, ".md").toList());
    pages.addAll(Deploy.files(Deploy.FOLDER, ".md").toList());
    pages.add(Deploy.ROOT.resolve("docs/install.md"));
    pages.add(Deploy.ROOT.resolve("docs/scale.md"));
    Pattern link = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    List<String> broken = new ArrayList<>();
    for (Path page : pages) {
      link.matcher(Deploy.text(page))
          .results()
          .map(it -> it.group(1))
          .filter(it -> !Files.exists(page.resolveSibling(it)))
          .forEach(it -> broken.add(page.getFileName() + ": " + it));
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void panelsOfADashboardHaveNumbersOfTheirOwnAndDoNotOverlap() {
    Set<String> addresses = new HashSet<>();
    for (Path file : Deploy.dashboards().toList()) {
      JsonNode dashboard = Deploy.json(file);
      assertThat(addresses.add(dashboard.path("uid").asString())).isTrue();
      assertThat(file.getFileName()).hasToString(dashboard.path("uid").asString() + ".json");
      Set<String> squares = new HashSet<>();
      Set<Integer> numbers = new HashSet<>();
      for (JsonNode panel : dashboard.path("panels")) {
        String title = file.getFileName() + ": " + panel.path("title").asString();
        assertThat(numbers.add(panel.path("id").asInt())).as(title).isTrue();
        JsonNode place = panel.path("gridPos");
        assertThat(place.path("x").asInt() + place.path("w").asInt()).as(title).isBetween(1, 24);
        for (int x = 0; x < place.path("w").asInt(); x++) {
          for (int y = 0; y < place.path("h").asInt(); y++) {
            String square = (place.path("x").asInt() + x) + "/" + (place.path("y").asInt() + y);
            assertThat(squares.add(square)).as(title).isTrue();
          }
        }
      }
    }
    assertThat(addresses).hasSizeGreaterThanOrEqualTo(5);
  }
}
