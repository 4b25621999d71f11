package dev.penstock.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.ServerTest;
import dev.penstock.TestCentre;
import dev.penstock.TestCentre.Tenant;
import dev.penstock.TestClient.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class NotificationsTest {
  @Autowired private TestCentre centre;
  @Autowired private Notifications notifications;

  @Test
  void tellsTheApplicantInTheReadersLanguage() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    Answer chinese = tenant.owner().get("/v1/notifications").expect(200);
    assertThat(chinese.at("/items/0/kind")).isEqualTo("organisation.approved");
    assertThat(chinese.at("/items/0/text")).contains("已通过审批");
    Answer english =
        tenant.owner().with("Accept-Language", "en-GB").get("/v1/notifications").expect(200);
    assertThat(english.at("/items/0/text")).contains("is approved");
    Answer other =
        tenant.owner().with("Accept-Language", "fr").get("/v1/notifications").expect(200);
    assertThat(other.at("/items/0/text")).contains("已通过审批");
  }

  @Test
  void tellsTheCentreWhoApplied() {
    Tenant tenant = centre.appliedOrganisation("enterprise");
    Answer inbox =
        centre.operator().with("Accept-Language", "en").get("/v1/notifications").expect(200);
    assertThat(inbox.text()).contains(tenant.orgId().toString(), "waits for approval");
  }

  @Test
  void keepsWhenANoticeWasFirstRead() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    String notice =
        "/v1/notifications/" + tenant.owner().get("/v1/notifications").at("/items/0/id");
    String at = tenant.owner().post(notice + "/read").expect(200).at("readAt");
    assertThat(tenant.owner().post(notice + "/read").expect(200).at("readAt")).isEqualTo(at);
    assertThat(tenant.owner().get("/v1/notifications").at("/items/0/readAt")).isEqualTo(at);
  }

  @Test
  void showsANoticeWithoutALineAsItIs() {
    Tenant tenant = centre.approvedOrganisation("enterprise");
    notifications.send(tenant.orgId(), "moon.full", Map.of("phase", "{name}"));
    Answer inbox =
        tenant.owner().with("Accept-Language", "en").get("/v1/notifications").expect(200);
    assertThat(inbox.at("/items/0/text")).isEqualTo("Notice \"moon.full\": {phase={name}}");
  }

  @Test
  void bothLanguagesHaveTheSameLines() {
    ResourceBundle.Control exact =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    assertThat(ResourceBundle.getBundle("messages", Locale.CHINESE, exact).keySet())
        .isEqualTo(ResourceBundle.getBundle("messages", Locale.ENGLISH, exact).keySet());
  }
}
