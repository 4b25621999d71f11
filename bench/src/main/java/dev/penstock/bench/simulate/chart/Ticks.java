package dev.penstock.bench.simulate.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where an axis has its marks, and where a value lies on it. */
record Ticks(Axis.Scale scale, double from, double to, List<Tick> marks) {
  /** A mark. */
  record Tick(double value, String label) {}

  private static final Map<Double, String> SECONDS = new LinkedHashMap<>();

  static {
    SECONDS.put(1.0, "1 s");
    SECONDS.put(10.0, "10 s");
    SECONDS.put(60.0, "1 min");
    SECONDS.put(600.0, "10 min");
    SECONDS.put(3_600.0, "1 h");
    SECONDS.put(21_600.0, "6 h");
    SECONDS.put(86_400.0, "1 d");
    SECONDS.put(604_800.0, "7 d");
    SECONDS.put(2_592_000.0, "30 d");
  }

  /**
   * For values from the one to the other.
   *
   * @param rounded whether an axis whose end is open ends at a mark, not at the greatest value
   */
  static Ticks of(Axis axis, double least, double most, boolean rounded) {
    double from = Double.isNaN(axis.from()) ? least : axis.from();
    double to = Double.isNaN(axis.to()) ? most : axis.to();
    return switch (axis.scale()) {
      case LINEAR -> linear(from, to, !rounded || !Double.isNaN(axis.to()));
      case LOG -> log(to);
      case SECONDS -> seconds(to, rounded);
    };
  }

  private static Ticks linear(double from, double end, boolean exact) {
    double to = end > from ? end : from + 1;
    double rough = (to - from) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (int times : new int[] {2, 5, 10}) {
      step = step >= rough * 0.999 ? step : times * power;
    }
    double first = Math.floor(from / step + 1e-9) * step;
    double last = exact ? to : Math.ceil(to / step - 1e-9) * step;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; first + i * step <= last + step * 1e-6; i++) {
      ticks.add(new Tick(first + i * step, number(first + i * step)));
    }
    return new Ticks(Axis.Scale.LINEAR, first, last, ticks);
  }

  private static Ticks log(double most) {
    double to = Math.max(10, most);
    List<Tick> ticks = new ArrayList<>();
    for (double at = 1; at <= to * 1.001; at *= 10) {
      ticks.add(new Tick(at, number(at)));
    }
    return new Ticks(Axis.Scale.LOG, 1, to, ticks);
  }

  private static Ticks seconds(double most, boolean rounded) {
    double next =
        SECONDS.keySet().stream()
            .mapToDouble(it -> it)
            .filter(it -> it >= most)
            .findFirst()
            .orElse(most);
    double to = Math.max(10, rounded ? next : most);
    List<Tick> ticks = new ArrayList<>();
    SECONDS.forEach(
        (value, label) -> {
          if (value <= to * 1.001) {
            ticks.add(new Tick(value, label));
          }
        });
    return new Ticks(Axis.Scale.SECONDS, 1, to, ticks);
  }

  /** Where the value lies: 0 at the axis's beginning, 1 at its end. */
  double place(double value) {
    double part =
        scale == Axis.Scale.LINEAR
            ? (value - from) / (to - from)
            : Math.log(Math.max(from, value) / from) / Math.log(to / from);
    return Math.clamp(part, 0, 1);
  }

  /** With thousands set apart, and no more decimals than it has. */
  static String number(double value) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }
}
