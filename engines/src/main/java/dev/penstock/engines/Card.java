package dev.penstock.engines;

import org.jspecify.annotations.Nullable;

/**
 * An accelerator given to a rank.
 *
 * @param index the vendor's number of the device on its node, 0 or more
 * @param model as the inventory names it, such as {@code Ascend910B3}
 * @param address of the card's own network port (Ascend: device ip), null when it has none
 */
public record Card(int index, String model, @Nullable String address) {
  /** Whether the card is one of Huawei's Ascend family. */
  public boolean ascend() {
    return model.regionMatches(true, 0, "Ascend", 0, 6);
  }
}
