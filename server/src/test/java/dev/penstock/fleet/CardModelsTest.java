package dev.penstock.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CardModelsTest {
  private final CardModels models = new CardModels(Map.of("Ascend910B3", "ascend910b"));

  @Test
  void sellsTheBinsOfAChipAsOneModel() {
    assertThat(models.of("Ascend910B3")).isEqualTo("ascend910b");
    assertThat(models.of("ascend910b3")).isEqualTo("ascend910b");
  }

  @Test
  void knowsAnyOtherByItsNameInLowerCase() {
    assertThat(models.of("NVIDIA A100-SXM4-80GB")).isEqualTo("nvidia-a100-sxm4-80gb");
  }
}
