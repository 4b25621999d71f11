package dev.penstock.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import dev.penstock.ServerTest;
import dev.penstock.TenantWorld;
import dev.penstock.TestCentre;
import dev.penstock.TestClient;
import dev.penstock.browser.Chromium;
import dev.penstock.browser.Language;
import dev.penstock.shared.OrgId;
import dev.penstock.shared.ProjectId;
import dev.penstock.tenancy.Staff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** What the console does against those who would use its readers' browsers. */
@Tag("slow")
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserSafetyTest {
  private static final String HTML =
      "<img src=x onerror='window.harmed=1'><script>window.harmed=1</script><b>bold";

  @Autowired private TestCentre centre;
  private Chromium chromium;

  @BeforeAll
  void aBrowserOpens() {
    chromium = Chromium.start();
  }

  @AfterAll
  void theBrowserCloses() {
    chromium.close();
    TenantWorld.tidy();
  }

  @Test
  void namesWithHtmlInThemDoNoHarmOnAnyPage() {
    TestCentre.Tenant tenant = tenantCalled(HTML);
    try (Visitor owner = visitor(tenant);
        Visitor operator = visitor()) {
      for (String address :
          List.of(
              "/home",
              "/jobs",
              "/notebooks",
              "/datasets",
              "/models",
              "/endpoints",
              "/bill",
              "/organisation",
              "/organisation/members",
              "/organisation/keys",
              "/organisation/projects",
              "/organisation/audit",
              "/account")) {
        seesNoHtml(owner, address);
      }
      operator.signedIn(Staff.FIRST_OPERATOR, centre.operatorPassword());
      for (String address :
          List.of(
              "/operator",
              "/operator/tenants",
              "/operator/tenants/" + tenant.orgId(),
              "/operator/audit",
              "/operator/money",
              "/operator/queue",
              "/operator/fleet",
              "/operator/jobs")) {
        seesNoHtml(operator, address);
      }
      operator.at("/operator/tenants/" + tenant.orgId());
      operator.reads("<b>bold");
    }
  }

  private static void seesNoHtml(Visitor visitor, String address) {
    Page page = visitor.at(address).page();
    page.locator(".ant-spin").first().waitFor(PagesTest.hidden());
    assertThat(page.evaluate("() => window.harmed")).as(address).isNull();
    assertThat(page.locator("img[src=x]").count()).as(address).isZero();
  }

  @Test
  void aFormOnAnotherSiteChangesNothing() throws IOException {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    HttpServer elsewhere = forgery(centre.address().resolve("/v1/projects"));
    try (Visitor owner = visitor(tenant)) {
      owner.at("/home");
      // the same machine, so that the browser sends the session's cookie along
      owner.page().navigate("http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
      owner.page().waitForURL(Pattern.compile(".*/v1/projects$"));
      assertThat(owner.page().innerText("body")).contains("X-Penstock-Request");
      assertThat(tenant.owner().get("/v1/projects").text()).doesNotContain("forged");
    } finally {
      elsewhere.stop(0);
    }
  }

  private static HttpServer forgery(URI target) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] page =
        """
        <form method=post enctype=text/plain action="%s">
          <input name='{"name": "forged", "x": "' value='"}'>
        </form>
        <script>document.forms[0].submit()</script>
        """
            .formatted(target)
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void signingOutEndsTheSessionInEveryTab() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    try (Visitor owner = visitor(tenant)) {
      Page second = owner.context().newPage();
      second.navigate("/jobs");
      second.locator("h1").waitFor();
      owner.at("/home");
      owner.button("common:shell.accountMenu").click();
      owner.find(AriaRole.MENUITEM, "common:shell.signOut").click();
      owner.page().waitForURL(Pattern.compile(".*/sign-in.*"));
      second.reload();
      second.waitForURL(Pattern.compile(".*/sign-in.*"));
    }
  }

  @Test
  void aChangedRoleEndsTheSession() {
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    String email = TestCentre.newEmail();
    TestClient owner = tenant.owner();
    String member =
        owner
            .post(
                "/v1/members",
                "{'email': '%s', 'name': 'M', 'role': 'member', 'password': '%s'}"
                    .formatted(email, TestCentre.PASSWORD))
            .expect(201)
            .at("id");
    try (Visitor visitor = visitor().signedIn(email, TestCentre.PASSWORD)) {
      visitor.at("/jobs");
      owner.put("/v1/members/" + member, "{'role': 'viewer'}").expect(200);
      visitor.page().reload();
      visitor.page().waitForURL(Pattern.compile(".*/sign-in.*"));
    }
  }

  @Test
  void anotherTenantsAddressShowsNothing() {
    TestCentre.Tenant other = centre.approvedOrganisation("enterprise");
    TenantWorld world = TenantWorld.of(centre, other);
    TestCentre.Tenant tenant = centre.approvedOrganisation("enterprise");
    try (Visitor visitor = visitor(tenant)) {
      for (String address :
          List.of(
              "/jobs/" + world.job(),
              "/datasets/" + world.dataset(),
              "/models/" + world.model(),
              "/endpoints/" + world.endpoint(),
              "/operator/tenants/" + other.orgId())) {
        Page page = visitor.at(address).page();
        page.locator(".ant-spin").first().waitFor(PagesTest.hidden());
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
        assertThat(page.innerText("main")).as(address).doesNotContain("world", other.email());
      }
    }
  }

  private TestCentre.Tenant tenantCalled(String name) {
    String email = TestCentre.newEmail();
    String quoted = name.replace("'", "\\u0027");
    String id =
        centre
            .anonymous()
            .post(
                "/v1/applications",
                """
                {'kind': 'individual', 'name': '%1$s', 'contactName': '%1$s', 'email': '%2$s',
                 'password': '%3$s'}
                """
                    .formatted(quoted, email, TestCentre.PASSWORD))
            .expect(201)
            .at("organisationId");
    centre.operator().post("/v1/operator/organisations/" + id + "/approve").expect(200);
    TestClient owner = centre.as(centre.signIn(email, TestCentre.PASSWORD));
    owner.post("/v1/datasets", "{'name': 'x', 'description': '%s'}".formatted(quoted)).expect(201);
    return new TestCentre.Tenant(OrgId.parse(id), ProjectId.next(), email, "", "", owner);
  }

  private Visitor visitor() {
    return Visitor.of(chromium, centre, Chromium.View.desktop(Language.ENGLISH));
  }

  private Visitor visitor(TestCentre.Tenant tenant) {
    return visitor().signedIn(tenant.email(), TestCentre.PASSWORD);
  }
}
