package dev.penstock.engines;

import org.jspecify.annotations.Nullable;

/**
 * An accelerator given to a rank.
 *
 * @param index the vendor's number of the device on its node, 0 or more
 * @param model as the inventory names it, such as {@code Ascend910B3}
 * @param address of the card's own network port (Ascend: device ip), null when it has none
 * @param milli thousandths of the card that are the rank's: 1000 for the whole of it, less for a
 *     part, beside which others have theirs; 0 is taken for the whole, as orders that were written
 *     without it mean it
 */
public record Card(int index, String model, @Nullable String address, int milli) {
  /** The whole card. */
  public static final int WHOLE = 1000;

  public Card {
    milli = milli == 0 ? WHOLE : milli;
    if (milli < 0 || milli > WHOLE) {
      throw new IllegalArgumentException("milli %d: use 1 to %d".formatted(milli, WHOLE));
    }
  }

  /** A whole card. */
  public Card(int index, String model, @Nullable String address) {
    this(index, model, address, WHOLE);
  }

  /** The same under another number. */
  public Card numbered(int number) {
    return new Card(number, model, address, milli);
  }

  /** Whether others may have a part of it too. */
  public boolean shared() {
    return milli < WHOLE;
  }

  /** Whether the card is one of Huawei's Ascend family. */
  public boolean ascend() {
    return model.regionMatches(true, 0, "Ascend", 0, 6);
  }
}
