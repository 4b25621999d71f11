package dev.penstock.engines.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.engines.Blame;
import dev.penstock.engines.EngineException;
import dev.penstock.engines.Mount;
import dev.penstock.engines.RuntimeRoot;
import dev.penstock.engines.kubernetes.KubernetesSettings.Form;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can never run is refused before anything is made. */
final class OrderCheckTest {
  private static final KubernetesSettings SETTINGS =
      KubernetesSettings.defaults(
          "k8s", "centre-1", new SharedVolume.Claim(Orders.SHARED, "penstock"));

  @Test
  void takesAsManyNodesAsAVolcanoJobMayHave() {
    check(Orders.of(1000, 8, "Ascend910B3"), Form.VOLCANO);

    assertThatThrownBy(() -> check(Orders.of(1001, 8, "Ascend910B3"), Form.VOLCANO))
        .hasMessageContaining("nodes: 1001")
        .hasMessageContaining("1000");
  }

  @Test
  void refusesWhatIsNotAnImage() {
    refused(Orders.cpu().rooted(new RuntimeRoot.Host(List.of())), Form.JOB, Blame.USER, "runtime");
  }

  @Test
  void refusesAnEmptyCommand() {
    refused(Orders.cpu().running(), Form.JOB, Blame.USER, "command");
    refused(Orders.cpu().running("a\0b"), Form.JOB, Blame.USER, "NUL");
  }

  @Test
  void refusesMountsThatAreNotOnTheSharedVolume() {
    refused(
        Orders.cpu().mounted(new Mount(Path.of("/mnt/penstock/../etc"), "/job/code", false)),
        Form.JOB,
        Blame.PLATFORM,
        "/mnt/penstock");
    refused(
        Orders.cpu().mounted(new Mount(Orders.SHARED.resolve("x"), "/job/../etc", false)),
        Form.JOB,
        Blame.USER,
        "mounts");
  }

  @Test
  void refusesAnAscendGangWithoutVolcano() {
    refused(Orders.of(2, 8, "Ascend910B3"), Form.JOB, Blame.PLATFORM, "Volcano");
  }

  @Test
  void refusesMoreThanOneVirtualCard() {
    refused(Orders.of(1, 2, "Ascend910-4c"), Form.JOB, Blame.USER, "Ascend910-4c");
  }

  @Test
  void refusesAPartOfACardWhereThePluginGivesNone() {
    refused(Orders.of(1, 1, "Ascend910B3").sharing(250), Form.JOB, Blame.USER, "cards");
  }

  @Test
  void asksHamiForAPartOfTheMemoryAndTheCores() {
    CardNames hami =
        new CardNames(
            CardNames.Profile.HAMI, CardNames.of(CardNames.Profile.HAMI).resources(), 65_536, 100);
    assertThat(hami.shares()).isTrue();
    assertThat(hami.requests(Orders.of(1, 1, "Ascend910B3").sharing(250).ranks().getFirst()))
        .isEqualTo(
            Map.of(
                "huawei.com/Ascend910B3", 1L,
                "huawei.com/Ascend910B3-memory", 16_384L,
                "huawei.com/Ascend910B3-core", 25L));
  }

  @Test
  void refusesServicesWhereTheClusterOffersNone() {
    refused(Orders.cpu().asService(), Form.JOB, Blame.USER, "bridge-image");
  }

  @Test
  void namesTheModelThatHasNoResource() {
    assertThatThrownBy(() -> SETTINGS.cards().resource("Cambricon MLU370"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("Cambricon MLU370");
    assertThat(SETTINGS.cards().resource("Ascend310P3")).isEqualTo("huawei.com/Ascend310P");
  }

  private static void check(Orders order, Form form) {
    OrderCheck.check(order.order(), form, SETTINGS);
  }

  private static void refused(Orders order, Form form, Blame blame, String named) {
    EngineException refused = catchThrowableOfType(EngineException.class, () -> check(order, form));
    assertThat(refused).hasMessageContaining(named);
    assertThat(refused.blame()).isEqualTo(blame);
  }
}
