package dev.penstock.billing;

import static dev.penstock.billing.Books.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.ServerTest;
import dev.penstock.shared.ProblemException;
import dev.penstock.shared.Shape;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class PricesTest {
  @Autowired private Prices prices;
  @Autowired private Tariffs tariffs;

  @Test
  void pricesAnHourOfAShape() {
    assertThat(prices.perHour(new Shape(null, 0, 2_000, 4_096))).isEqualByComparingTo("0.28");
    assertThat(prices.perHour(new Shape("ascend910b", 8_000, 2_000, 4_096), 2))
        .isEqualByComparingTo("96.56");
  }

  @Test
  void pricesTheDearestOutcomeRoundedUp() {
    Shape shape = new Shape(null, 0, 2_000, 4_096);
    assertThat(prices.dearest(shape, Duration.ofMinutes(30))).isEqualTo(yuan("0.14"));
    assertThat(prices.dearest(shape, 3, Duration.ofMinutes(30))).isEqualTo(yuan("0.42"));
    assertThat(prices.dearest(shape, Duration.ofMillis(1))).isEqualTo(yuan("0.000002"));
  }

  @Test
  void refusesACardThatTheTariffDoesNotPrice() {
    assertThatThrownBy(() -> prices.perHour(new Shape("nvidia-h100", 1_000, 1_000, 1_024)))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> {
              assertThat(refusal.problem().status()).isEqualTo(422);
              assertThat(refusal.problem().detail())
                  .isEqualTo("the tariff \"standard\" has no price for \"card.nvidia-h100\"");
              assertThat(refusal.problem().hint()).contains("card.ascend910b");
            });
  }

  @Test
  void pricesWhatWasBeforeTheFirstTariffByTheFirst() {
    assertThat(tariffs.at(Instant.EPOCH).version()).isEqualTo(1);
  }
}
