package dev.penstock.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.penstock.ServerTest;
import dev.penstock.TenantWorld;
import dev.penstock.TestCentre;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.shared.Access;
import dev.penstock.tenancy.Staff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What holds for every page: all can use it, in both themes, and it speaks the reader's language.
 */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final List<String> OPEN = List.of("/public", "/sign-in", "/apply");
  private static final List<String> OPERATORS =
      List.of(
          "/operator",
          "/operator/fleet",
          "/operator/incidents",
          "/operator/queue",
          "/operator/queues",
          "/operator/jobs",
          "/operator/tenants",
          "/operator/money",
          "/operator/comparison",
          "/operator/health",
          "/operator/audit",
          "/account");

  /** How the console shows a word that nobody has translated. */
  private static final Pattern RAW_KEY = Pattern.compile("\u27e6[^\u27e7]*\u27e7");

  /** What stands on the page, without what is Chinese on purpose. */
  private static final String ENGLISH =
      """
      () => {
        const copy = document.querySelector('main').cloneNode(true);
        copy.querySelectorAll('[lang^=zh]').forEach(it => it.remove());
        return copy.textContent;
      }
      """;

  @Autowired private TestCentre centre;
  @Autowired private Access access;
  @Autowired private JdbcClient jdbc;
  private Chromium chromium;
  private TestCentre.Tenant tenant;
  private TenantWorld world;

  @BeforeAll
  void aTenantHasSomethingOfEverything() {
    chromium = Chromium.start();
    tenant = centre.approvedOrganisation("enterprise");
    world = TenantWorld.of(centre, tenant);
    world.endpoint();
  }

  @AfterAll
  void goes() {
    chromium.close();
    TenantWorld.tidy();
  }

  static Stream<Arguments> views() {
    return Stream.of(Language.values())
        .flatMap(
            language ->
                Stream.of(false, true)
                    .map(
                        dark ->
                            Arguments.of(
                                dark
                                    ? Chromium.View.desktop(language).inTheDark()
                                    : Chromium.View.desktop(language))));
  }

  @ParameterizedTest
  @MethodSource("views")
  void strangersCanUseEveryOpenPage(Chromium.View view) throws IOException {
    try (Visitor visitor = Visitor.of(chromium, centre, view)) {
      assertThat(faults(visitor, view, OPEN)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void tenantsCanUseEveryPage(Chromium.View view) throws IOException {
    try (Visitor visitor = Visitor.of(chromium, centre, view)) {
      visitor.signedIn(tenant.email(), TestCentre.PASSWORD);
      assertThat(faults(visitor, view, tenantsPages())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void operatorsCanUseEveryPage(Chromium.View view) throws IOException {
    try (Visitor visitor = Visitor.of(chromium, centre, view)) {
      visitor.signedIn(Staff.FIRST_OPERATOR, centre.operatorPassword());
      List<String> pages = new ArrayList<>(OPERATORS);
      pages.add("/operator/tenants/" + tenant.orgId());
      pages.add("/operator/incidents/" + incident());
      assertThat(faults(visitor, view, pages)).isEmpty();
    }
  }

  /** One that is over and ended a job of the tenant's. */
  private UUID incident() {
    UUID id = UUID.randomUUID();
    access.runAsSystem(
        () -> {
          jdbc.sql(
                  """
                  INSERT INTO fleet.incident (id, kind, engine, node, card, severity, state, said,
                    began_at, seen_at, well_since, ended_at, faults, cleared_by, note, told)
                  VALUES (?, 'CARD', 'local', 'node-1', 3, 'CRITICAL', 'ENDED', 'SeparateNPU',
                    now(), now(), now(), now(), ARRAY[now()], 'Operator', 'a new card', true)
                  """)
              .param(id)
              .update();
          jdbc.sql(
                  """
                  INSERT INTO fleet.incident_event (id, incident_id, at, kind, said, by)
                  VALUES (gen_random_uuid(), ?, now(), 'opened', 'SeparateNPU', NULL),
                    (gen_random_uuid(), ?, now(), 'cleared', 'a new card', 'Operator')
                  """)
              .params(id, id)
              .update();
          jdbc.sql(
                  """
                  INSERT INTO fleet.incident_hit (attempt_id, incident_id, org_id, job_id, job_name,
                    at, cause, kind, engine, node, card, said, lost_from, card_micros, amount)
                  VALUES (gen_random_uuid(), ?, ?, gen_random_uuid(), 'waves', now(), 'CARD_FAULT',
                    'CARD', 'local', 'node-1', 3, 'SeparateNPU', now(), 3600000000, 6000000)
                  """)
              .params(id, tenant.orgId().value())
              .update();
        });
    return id;
  }

  private List<String> tenantsPages() {
    return List.of(
        "/home",
        "/home/try",
        "/jobs",
        "/jobs/new",
        "/jobs/" + world.job(),
        "/notebooks",
        "/flavours",
        "/datasets",
        "/datasets/" + world.dataset(),
        "/models",
        "/models/" + world.model(),
        "/endpoints",
        "/endpoints/new",
        "/endpoints/" + world.endpoint(),
        "/bill",
        "/bill?tab=holds",
        "/bill?tab=transfers",
        "/bill?tab=tariff",
        "/organisation",
        "/organisation/members",
        "/organisation/keys",
        "/organisation/projects",
        "/organisation/audit",
        "/account");
  }

  private static List<String> faults(Visitor visitor, Chromium.View view, List<String> addresses)
      throws IOException {
    List<String> faults = new ArrayList<>();
    for (String address : addresses) {
      Page page = visitor.at(address).page();
      page.locator(".ant-spin").first().waitFor(hidden());
      faults.addAll(Axe.findings(page).stream().map(it -> address + ": " + it).toList());
      RAW_KEY
          .matcher(page.innerText("body"))
          .results()
          .forEach(it -> faults.add(address + " shows the key " + it.group()));
      if (view.language() == Language.ENGLISH
          && String.valueOf(page.evaluate(ENGLISH)).matches("(?s).*\\p{IsHan}.*")) {
        faults.add(address + " speaks Chinese to an English reader");
      }
    }
    visitor.complaints().forEach(it -> faults.add("the browser says: " + it));
    return faults;
  }

  static Locator.WaitForOptions hidden() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }
}
