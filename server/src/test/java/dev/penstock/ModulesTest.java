package dev.penstock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.penstock.shared.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** How the server's rooms may know each other, and the house's few rules of style. */
class ModulesTest {
  /** A module imports from floors below its own only; upward it speaks by events. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("shared", 0),
          Map.entry("tenancy", 1),
          Map.entry("storage", 1),
          Map.entry("metering", 2),
          Map.entry("datasets", 2),
          Map.entry("models", 2),
          Map.entry("fleet", 2),
          Map.entry("queues", 3),
          Map.entry("billing", 3),
          Map.entry("jobs", 4),
          Map.entry("serving", 5),
          Map.entry("notebooks", 5),
          Map.entry("live", 6),
          Map.entry("insights", 7));

  private static final String ROOT = "dev.penstock.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(PenstockServer.class.getProtectionDomain().getCodeSource().getLocation());

  /** Without the libraries, which are plain Java and know no module. */
  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          PenstockServer.class,
          JavaClass.Predicates.resideInAnyPackage(
              "dev.penstock.dispatch..",
              "dev.penstock.rating..",
              "dev.penstock.engines..",
              "dev.penstock.browser.."));

  @Test
  void modulesMeetOnlyAtTheirPublicFacesAndWithoutCycles() {
    MODULES.verify();
  }

  @Test
  void everyModuleHasAFloor() {
    assertThat(MODULES.stream().map(module -> module.getIdentifier().toString()))
        .isSubsetOf(FLOORS.keySet())
        .contains("shared", "tenancy");
    assertThat(FLOORS.keySet()).containsExactlyInAnyOrderElementsOf(Migrations.MODULES);
  }

  @Test
  void modulesImportFromFloorsBelowOnly() {
    List<String> wrong =
        CLASSES.stream()
            .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
            .filter(
                dependency -> {
                  String from = module(dependency.getOriginClass());
                  String to = module(dependency.getTargetClass());
                  return !from.equals(to)
                      && FLOORS.containsKey(from)
                      && FLOORS.containsKey(to)
                      && floor(to) >= floor(from);
                })
            .map(dependency -> dependency.getDescription())
            .toList();
    assertThat(new TreeSet<>(wrong)).isEmpty();
  }

  private static int floor(String module) {
    return java.util.Objects.requireNonNull(FLOORS.get(module));
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    String below = name.substring(ROOT.length());
    return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
  }

  @Test
  void timeIsGiven() {
    Stream.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            YearMonth.class)
        .forEach(
            type ->
                noClasses()
                    .should()
                    .callMethod(type, "now")
                    .because("a Clock is injected")
                    .check(CLASSES));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Ids.class.getName())
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(PenstockServer.class.getName())
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(CLASSES);
  }

  @Test
  void theDatabaseIsReachedThroughAccessAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.penstock.*..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(DataSource.class)
        .check(CLASSES);
    noClasses().should().beAnnotatedWith(Transactional.class).check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Transactional.class.getName())
        .check(CLASSES);
  }

  @Test
  void whatIsNeededIsGivenToTheConstructor() {
    noFields().should().beAnnotatedWith(Autowired.class).check(CLASSES);
  }

  @Test
  void logsThroughOneFacade() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(CLASSES);
    for (String stream : List.of("out", "err")) {
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(PenstockServer.class.getName())
          .should()
          .accessField(System.class, stream)
          .because("only the entry has a terminal, for what is done beside the server")
          .check(CLASSES);
    }
  }

  @Test
  void controllersAreNobodysToCall() {
    classes().that().areAnnotatedWith(RestController.class).should().notBePublic().check(CLASSES);
  }
}
