package dev.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** How the web console's files are served; what its pages do is told by the journeys. */
@ServerTest
class ConsoleTest {
  private TestClient anybody;

  @BeforeEach
  void strangersComeBy(@Autowired TestCentre centre) {
    anybody = centre.anonymous();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/jobs", "/jobs/01a21053-29fb-7000-9d40-92d89ffe447e", "/public"})
  void everyPageIsTheOneDocument(String address) {
    TestClient.Answer page = anybody.get(address).expect(200);
    assertThat(page.text()).contains("<div id=\"root\">");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
  }

  @Test
  void pagesRunNoScriptButTheServersOwnFiles() {
    String policy = anybody.get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
    assertThat(policy.replaceAll("style-src [^;]*", "")).doesNotContain("unsafe");
    assertThat(anybody.get("/").text()).doesNotContainPattern("<script[^>]*>[^<]");
  }

  @Test
  void scriptsAreKeptForAYearAndComeCompressed() {
    String page = anybody.get("/").text();
    String script = page.replaceAll("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
    TestClient.Answer answer = anybody.with("Accept-Encoding", "gzip").get(script).expect(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
  }

  @Test
  void aFileThatIsNotThereIsNoPage() {
    assertThat(anybody.get("/assets/gone.js").status()).isEqualTo(404);
    assertThat(anybody.get("/robots.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/jobs",
        "/%761/jobs",
        "/v%31/operator/nodes",
        "/v1/operator/nodes",
        "/v1/nothing",
        "/v2/nothing",
        "/actuator/prometheus",
        "/%61ctuator/prometheus"
      })
  void noSpellingOfAnAddressOfTheApiIsOpen(String address) {
    assertThat(anybody.get(address).status()).isEqualTo(401);
  }
}
