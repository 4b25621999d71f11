package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.penstock.billing.Prices;
import dev.penstock.fleet.Flavour;
import dev.penstock.fleet.Flavours;
import dev.penstock.fleet.RuntimeSpec;
import dev.penstock.fleet.Runtimes;
import dev.penstock.shared.Page;
import dev.penstock.shared.Shape;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the centre offers, and at what price: public. */
@RestController
class CatalogueController {
  private final Flavours flavours;
  private final Runtimes runtimes;
  private final Prices prices;

  CatalogueController(Flavours flavours, Runtimes runtimes, Prices prices) {
    this.flavours = flavours;
    this.runtimes = runtimes;
    this.prices = prices;
  }

  /** A flavour with its price now. */
  @Schema(name = "Flavour")
  record FlavourView(
      String name,
      @Nullable String cardModel,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string") BigDecimal cards,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string") BigDecimal cores,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string") BigDecimal memoryGib,
      @JsonFormat(shape = JsonFormat.Shape.STRING) @Schema(type = "string")
          BigDecimal perHourYuan) {}

  /** A runtime, and the engines that offer it. */
  @Schema(name = "Runtime")
  record RuntimeView(String name, String version, String description, List<String> engines) {}

  @Operation(summary = "List the flavours with their prices")
  @GetMapping("/v1/flavours")
  Page<FlavourView> listFlavours() {
    return new Page<>(flavours.all().stream().map(this::view).toList(), null);
  }

  private FlavourView view(Flavour flavour) {
    Shape shape = flavour.shape();
    return new FlavourView(
        flavour.name(),
        shape.cardModel(),
        parts(shape.milliCards(), 1000),
        parts(shape.milliCores(), 1000),
        parts(shape.memoryMiB(), 1024),
        prices.perHour(shape));
  }

  private static BigDecimal parts(long amount, int of) {
    // a divisor of powers of two and five: the quotient is exact
    BigDecimal exact =
        BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(of)).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  @Operation(summary = "List the runtimes")
  @GetMapping("/v1/runtimes")
  Page<RuntimeView> listRuntimes() {
    return new Page<>(runtimes.all().stream().map(CatalogueController::view).toList(), null);
  }

  private static RuntimeView view(RuntimeSpec it) {
    return new RuntimeView(
        it.name(),
        it.version(),
        it.description(),
        it.engines().keySet().stream().sorted().toList());
  }
}
