package dev.penstock.engines;

import org.jspecify.annotations.Nullable;

/**
 * An accelerator as its vendor's tool reports it.
 *
 * @param index the vendor's number of the device on its node
 * @param model such as {@code Ascend910B3} or {@code NVIDIA A100-SXM4-80GB}
 * @param memoryBytes 0 when the tool does not say
 * @param detail what the tool said beyond that, for people
 * @param temperatureC degrees Celsius, null when the tool does not say
 * @param powerWatts what it draws now, null when the tool does not say
 */
public record CardInfo(
    int index,
    String model,
    boolean healthy,
    long memoryBytes,
    String detail,
    @Nullable Integer temperatureC,
    @Nullable Double powerWatts) {

  /** A card whose tool tells neither temperature nor power. */
  public CardInfo(int index, String model, boolean healthy, long memoryBytes, String detail) {
    this(index, model, healthy, memoryBytes, detail, null, null);
  }
}
