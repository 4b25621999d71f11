package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** Signing in by the provider, hop by hop as a browser goes. */
@ServerTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  @Autowired private TestCentre centre;
  @Autowired private SignInSettings settings;
  private OutsideProvider provider;

  @BeforeAll
  void theProviderStarts() {
    // before it does, people are told so
    Browser early = new Browser();
    assertThat(early.get(centre.address().resolve(OidcController.START)))
        .hasToString("/sign-in?error=unavailable");
    provider = OutsideProvider.start(Objects.requireNonNull(settings.oidc()), centre.address());
  }

  @AfterAll
  void theProviderStops() {
    provider.close();
  }

  /** A browser that stops at each redirect. */
  private static final class Browser {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
    private String body = "";

    /** Where it is sent on; an empty address when the page came. */
    URI get(URI address) {
      return send(HttpRequest.newBuilder(address).header("Accept", "text/html").build());
    }

    URI post(URI address, String form) {
      return send(
          HttpRequest.newBuilder(address)
              .header("Accept", "text/html")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build());
    }

    private URI send(HttpRequest request) {
      try {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        body = answer.body();
        return answer.headers().firstValue("Location").map(URI::create).orElse(URI.create(""));
      } catch (IOException e) {
        throw new AssertionError(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    String cookie(String name) {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals(name))
          .map(HttpCookie::getValue)
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void whoTheProviderVouchesForIsSignedInAndComesToThePageThatWasAsked() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String subject = provider.account(verified(tenant.email()));
    Browser browser = new Browser();
    assertThat(travel(browser, subject, "/jobs?state=RUNNING")).hasToString("/jobs?state=RUNNING");
    TestClient session = centre.as(browser.cookie(SignInFilter.COOKIE));
    assertThat(session.get("/v1/me").expect(200).at("email")).isEqualTo(tenant.email());
    assertThat(centre.anonymous().get("/v1/sign-in").expect(200).at("/oidc/name"))
        .isEqualTo("City sign-in");
  }

  @Test
  void aPersonIsKnownAgainAfterTheEmailThereHasChanged() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Map<String, Object> claims = new HashMap<>(verified(tenant.email()));
    String subject = provider.account(claims);
    travel(new Browser(), subject, "/home");
    claims.put("email", TestCentre.newEmail());
    Browser browser = new Browser();
    assertThat(travel(browser, subject, "/home")).hasToString("/home");
    assertThat(centre.as(browser.cookie(SignInFilter.COOKIE)).get("/v1/me").at("email"))
        .isEqualTo(tenant.email());
  }

  @Test
  void anEmailThatPassesToSomebodyElseThereDoesNotBringTheAccountAlong() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    travel(new Browser(), provider.account(verified(tenant.email())), "/home");
    assertThat(travel(new Browser(), provider.account(verified(tenant.email())), "/home"))
        .hasToString("/sign-in?error=no-account");
  }

  @Test
  void strangersAndUnverifiedEmailsAreNotSignedIn() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    assertThat(travel(new Browser(), provider.account(verified(TestCentre.newEmail())), "/home"))
        .hasToString("/sign-in?error=no-account");
    Map<String, Object> claims = Map.of("email", tenant.email(), "email_verified", false);
    assertThat(travel(new Browser(), provider.account(claims), "/home"))
        .hasToString("/sign-in?error=unverified");
  }

  @Test
  void whoHasASecondFactorNeedsTheProviderToAttestOne() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    TestClient session = centre.as(tenant.session());
    SecondFactorTest.enrol(session);
    Map<String, Object> claims = new HashMap<>(verified(tenant.email()));
    String subject = provider.account(claims);
    assertThat(travel(new Browser(), subject, "/home")).hasToString("/sign-in?error=second-factor");
    claims.put("amr", List.of("pwd", "otp"));
    assertThat(travel(new Browser(), subject, "/home")).hasToString("/home");
  }

  @Test
  void anAnswerThatThisBrowserDidNotAskForSignsNobodyIn() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Browser asked = new Browser();
    URI answer = answer(asked, provider.account(verified(tenant.email())), "/home");
    Browser other = new Browser();
    assertThat(other.get(answer)).hasToString("/sign-in?error=expired");
    other.get(centre.address().resolve(OidcController.START));
    assertThat(other.get(answer)).hasToString("/sign-in?error=expired");
    assertThat(other.cookie(SignInFilter.COOKIE)).isEmpty();
    assertThat(asked.get(answer)).hasToString("/home");
    // and not twice
    assertThat(asked.get(answer)).hasToString("/sign-in?error=expired");
  }

  @Test
  void whatTheProviderRefusesIsSaid() {
    Browser browser = new Browser();
    URI page = browser.get(centre.address().resolve(OidcController.START));
    String state = page.getQuery().replaceAll(".*state=([^&]+).*", "$1");
    assertThat(
            browser.get(
                centre
                    .address()
                    .resolve(SignInSettings.Oidc.CALLBACK + "?error=access_denied&state=" + state)))
        .hasToString("/sign-in?error=refused");
    browser.get(centre.address().resolve(OidcController.START));
    URI again = browser.get(centre.address().resolve(OidcController.START));
    String other = again.getQuery().replaceAll(".*state=([^&]+).*", "$1");
    assertThat(
            browser.get(
                centre
                    .address()
                    .resolve(SignInSettings.Oidc.CALLBACK + "?code=forged&state=" + other)))
        .hasToString("/sign-in?error=refused");
  }

  /** The whole way; where it ends. */
  private URI travel(Browser browser, String subject, String page) {
    return browser.get(answer(browser, subject, page));
  }

  /** The way to the provider and through its sign-in; the address that it sends the browser to. */
  private URI answer(Browser browser, String subject, String page) {
    String asked = URLEncoder.encode(page, StandardCharsets.UTF_8);
    URI there = browser.get(centre.address().resolve(OidcController.START + "?returnTo=" + asked));
    URI login = browser.get(there);
    assertThat(login.getPath()).isEqualTo("/login");
    browser.get(login);
    Matcher csrf = CSRF.matcher(browser.body);
    assertThat(csrf.find()).isTrue();
    URI back =
        browser.post(
            login.resolve("/login"),
            "username=%s&password=%s&_csrf=%s"
                .formatted(
                    subject,
                    URLEncoder.encode(OutsideProvider.PASSWORD, StandardCharsets.UTF_8),
                    URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8)));
    return browser.get(login.resolve(back));
  }

  private static Map<String, Object> verified(String email) {
    return Map.of("email", email, "email_verified", true);
  }
}
