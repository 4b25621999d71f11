package dev.penstock.billing;

import dev.penstock.rating.PricingUnit;
import dev.penstock.rating.Tariff;
import dev.penstock.rating.TariffItem;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A tariff as it is written: in its file, and in the database. */
record TariffDocument(String id, String currency, String rounding, List<Item> items) {
  record Item(String meter, String unit, BigDecimal price) {}

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * Reads the file.
   *
   * @throws IllegalStateException when it is not there or is no tariff, so that the server does not
   *     start with prices that nobody meant
   */
  static Tariff read(Resource file) {
    try (InputStream content = file.getInputStream()) {
      return YAML.readValue(content, TariffDocument.class).tariff();
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "the tariff in %s (penstock.billing.tariff) can't be used: %s"
              .formatted(file.getDescription(), e.getMessage()),
          e);
    }
  }

  static TariffDocument of(Tariff tariff) {
    return new TariffDocument(
        tariff.id(),
        tariff.currency(),
        tariff.rounding().name(),
        tariff.items().stream()
            .map(item -> new Item(item.meter(), item.unit().label(), item.price()))
            .toList());
  }

  Tariff tariff() {
    return new Tariff(
        id,
        currency,
        RoundingMode.valueOf(rounding),
        items.stream()
            .map(item -> new TariffItem(item.meter(), unit(item), item.price()))
            .toList());
  }

  private static PricingUnit unit(Item item) {
    return PricingUnit.ofLabel(item.unit())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the unit of \"%s\" is \"%s\": use one of %s"
                        .formatted(
                            item.meter(),
                            item.unit(),
                            Arrays.stream(PricingUnit.values())
                                .map(PricingUnit::label)
                                .collect(Collectors.joining(", ")))));
  }
}
