package dev.penstock.bench;

import dev.penstock.browser.Language;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;

/**
 * Who is at the centre that pictures are made of, in one language.
 *
 * @param tenants the first is the one whose pages are shown; the last still waits for approval
 * @param drained why a rack is being emptied
 */
record DemoCentre(Language language, String name, List<Tenant> tenants, String drained) {
  static final String OPERATOR = "operator@penstock.local";

  /**
   * Who applies.
   *
   * @param creditCode made up, with the check character that it needs
   */
  record Tenant(
      String kind, String name, String creditCode, String contact, String email, String yuan) {}

  private static final List<String> KINDS =
      List.of("enterprise", "university", "research-institute", "enterprise", "enterprise");
  private static final List<String> CODES =
      List.of(
          "91420100MA4KXJ2D3D",
          "12420000441626842R",
          "12420100441300217N",
          "91420100300245981L",
          "91420100MA4L2QWE7B");
  private static final List<String> YUAN =
      List.of("6000.00", "30000.00", "20000.00", "30000.00", "0");

  static final List<DemoCentre> ALL =
      List.of(
          new DemoCentre(
              Language.CHINESE,
              "江城",
              List.of(
                  tenant(0, "江城智算科技有限公司", "李伟", "li@example.cn"),
                  tenant(1, "东湖大学人工智能学院", "陈静", "chen@example.cn"),
                  tenant(2, "长江医院影像研究所", "王芳", "wang@example.cn"),
                  tenant(3, "楚天汽车智能驾驶公司", "周强", "zhou@example.cn"),
                  tenant(4, "光谷机器人有限公司", "刘洋", "liu@example.cn")),
              "更换风扇"),
          new DemoCentre(
              Language.ENGLISH,
              "Rivertown",
              List.of(
                  tenant(0, "Rivertown Vision Ltd", "Li Wei", "li@example.cn"),
                  tenant(1, "East Lake University", "Chen Jing", "chen@example.cn"),
                  tenant(2, "Yangtze Imaging Institute", "Wang Fang", "wang@example.cn"),
                  tenant(3, "Chutian Motors", "Zhou Qiang", "zhou@example.cn"),
                  tenant(4, "Optics Valley Robotics", "Liu Yang", "liu@example.cn")),
              "a fan is being replaced"));

  private static Tenant tenant(int place, String name, String contact, String email) {
    return new Tenant(KINDS.get(place), name, CODES.get(place), contact, email, YUAN.get(place));
  }

  Tenant shown() {
    return tenants.getFirst();
  }

  /** Lets everybody apply, approves all but the last, and books what they paid. */
  void open(HttpClient http, ServerProcess server) throws IOException, InterruptedException {
    Centre anybody = new Centre(http, server.address(), "");
    Centre operator = anybody.signedIn(OPERATOR, server.operatorPassword());
    for (Tenant tenant : tenants) {
      String org = apply(anybody, tenant);
      if (!tenant.equals(tenants.getLast())) {
        String address = "/v1/operator/organisations/" + org;
        operator.post(address + "/approve", Map.of());
        operator.post(
            address + "/top-ups", Map.of("amountYuan", tenant.yuan(), "reference", tenant.name()));
      }
    }
  }

  private static String apply(Centre anybody, Tenant tenant)
      throws IOException, InterruptedException {
    Map<String, ?> application =
        Map.of(
            "kind", tenant.kind(),
            "name", tenant.name(),
            "creditCode", tenant.creditCode(),
            "contactName", tenant.contact(),
            "email", tenant.email(),
            "password", Centre.PASSWORD);
    return anybody.post("/v1/applications", application).get("organisationId").asString();
  }
}
