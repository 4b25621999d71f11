package dev.penstock.bench.simulate.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Draws charts as SVG.
 *
 * <p>It is our own because of what the libraries need. Those on Java2D (XChart, JFreeChart) measure
 * text with fonts of the machine, of which a server with a headless JDK has none; their pictures
 * can't turn dark with the reader's screen; and what they export vectors by is under the LGPL or
 * the GPL. Here the reader's browser sets the text, and one style sheet has both colour schemes.
 */
public final class Svg {
  /** The colours, for a page that shows charts within it. */
  public static final String STYLE =
      """
      .chart { --ink: #1c2530; --faint: #5b6775; --grid: #dfe4ea; --ground: #ffffff;
        --s0: #0067b1; --s1: #c2410c; --s2: #0a7f5a; --s3: #9333a8; --s4: #a16207; --s5: #0e7490;
        --s6: #be123c; --s7: #4d5b6b; font: 12px system-ui, "Segoe UI", sans-serif; }
      @media (prefers-color-scheme: dark) { .chart { --ink: #e6ebf1; --faint: #9aa7b6;
        --grid: #313b47; --ground: #161c23; --s0: #5cb3ff; --s1: #ff9861; --s2: #45d3a2;
        --s3: #d99cf0; --s4: #e5c04b; --s5: #5fd3e6; --s6: #ff8fa6; --s7: #b4c0cd; } }
      .chart text { fill: var(--faint); } .chart .title { fill: var(--ink); font-weight: 600;
        font-size: 14px; } .chart .legend { fill: var(--ink); } .chart .ground { fill: var(--ground); }
      .chart .grid { stroke: var(--grid); } .chart .line { fill: none; stroke-width: 1.8;
        stroke-linejoin: round; }
      """;

  private static final int COLOURS = 8;
  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3");
  private static final String MIDDLE = "text-anchor=\"middle\"";
  private static final int WIDTH = 720;
  private static final int LEFT = 72;
  private static final int RIGHT = 36;
  private static final int PLOT = 240;
  private static final double CHARACTER = 6.6;

  private final StringBuilder out = new StringBuilder();
  private int top = 42;

  private Svg() {}

  /** The chart as a file of its own. */
  public static String file(Chart chart) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new Svg().draw(chart, STYLE);
  }

  /** The chart within a page that has {@link #STYLE}. */
  public static String inline(Chart chart) {
    return new Svg().draw(chart, "");
  }

  /** Text as XML and HTML have it. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private String draw(Chart chart, String style) {
    int below =
        switch (chart) {
          case Lines lines -> {
            legend(lines.series().stream().map(Series::label).toList(), true);
            lines(lines);
            yield 48;
          }
          case Bars bars -> {
            legend(bars.bars().stream().map(Bars.Bar::label).toList(), false);
            yield bars(bars);
          }
        };
    int height = top + PLOT + below;
    return """
        <svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" \
        aria-label="%3$s">
        %4$s<rect class="ground" width="%1$d" height="%2$d"/>
        <text class="title" x="16" y="24">%3$s</text>
        %5$s</svg>
        """
        .formatted(
            WIDTH,
            height,
            escape(chart.title()),
            style.isEmpty() ? "" : "<style>\n" + style + "</style>\n",
            out);
  }

  private void legend(List<String> labels, boolean lines) {
    double x = 16;
    for (int i = 0; i < labels.size(); i++) {
      double width = 34 + labels.get(i).length() * CHARACTER + 14;
      if (x + width > WIDTH && x > 16) {
        x = 16;
        top += 18;
      }
      if (lines) {
        rule("class=\"line\" " + pen(i), x, top, x + 26, top);
      } else {
        rect(x, top - 5, 12, 10, i, "");
      }
      text(x + (lines ? 32 : 18), top + 4, "class=\"legend\"", labels.get(i));
      x += width;
    }
    top += 20;
  }

  private void lines(Lines chart) {
    Ticks x = ticks(chart.x(), chart.series(), true);
    Ticks y = ticks(chart.y(), chart.series(), false);
    vertical(chart.y(), y);
    for (Ticks.Tick tick : x.marks()) {
      double at = across(x.place(tick.value()));
      rule("class=\"grid\"", at, top, at, top + PLOT);
      text(at, top + PLOT + 18, MIDDLE, tick.label());
    }
    text(across(0.5), top + PLOT + 38, MIDDLE, chart.x().label());
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      String points =
          series.points().stream()
              .map(it -> n(across(x.place(it.x()))) + "," + n(down(y.place(it.y()))))
              .collect(Collectors.joining(" "));
      out.append(
          "<polyline class=\"line\" %s points=\"%s\"><title>%s</title></polyline>\n"
              .formatted(pen(i), points, escape(series.label())));
    }
  }

  private static Ticks ticks(Axis axis, List<Series> series, boolean across) {
    double[] values =
        series.stream()
            .flatMap(it -> it.points().stream())
            .mapToDouble(it -> across ? it.x() : it.y())
            .toArray();
    return Ticks.of(
        axis,
        DoubleStream.of(values).min().orElse(0),
        DoubleStream.of(values).max().orElse(1),
        !across);
  }

  /** Gives the height that the groups' names take. */
  private int bars(Bars chart) {
    List<Bars.Bar> kinds = chart.bars();
    double most =
        kinds.stream().flatMap(it -> it.values().stream()).mapToDouble(it -> it).max().orElse(1);
    Ticks y = Ticks.of(chart.y(), 0, most, true);
    vertical(chart.y(), y);
    double group = (WIDTH - LEFT - RIGHT) / (double) Math.max(1, chart.groups().size());
    double bar = Math.min(36, group * 0.8 / Math.max(1, kinds.size()));
    int longest = chart.groups().stream().mapToInt(String::length).max().orElse(0);
    boolean slanted = longest * CHARACTER > group;
    for (int i = 0; i < chart.groups().size(); i++) {
      double middle = LEFT + (i + 0.5) * group;
      String name = chart.groups().get(i);
      text(middle, top + PLOT + 18, slanted ? slanted(middle) : MIDDLE, name);
      for (int kind = 0; kind < kinds.size(); kind++) {
        double value = kinds.get(kind).values().get(i);
        double upper = down(y.place(value));
        String tip = "%s, %s: %s".formatted(name, kinds.get(kind).label(), Ticks.number(value));
        rect(
            middle + (kind - kinds.size() / 2.0) * bar,
            upper,
            bar * 0.92,
            top + PLOT - upper,
            kind,
            tip);
      }
    }
    return slanted ? 28 + (int) (longest * CHARACTER * 0.7) : 34;
  }

  private String slanted(double x) {
    return "text-anchor=\"end\" transform=\"rotate(-40 %s %d)\"".formatted(n(x), top + PLOT + 14);
  }

  private void vertical(Axis axis, Ticks ticks) {
    for (Ticks.Tick tick : ticks.marks()) {
      double at = down(ticks.place(tick.value()));
      rule("class=\"grid\"", LEFT, at, WIDTH - RIGHT, at);
      text(LEFT - 8, at + 4, "text-anchor=\"end\"", tick.label());
    }
    double middle = top + PLOT / 2.0;
    text(16, middle, MIDDLE + " transform=\"rotate(-90 16 " + n(middle) + ")\"", axis.label());
  }

  private static double across(double part) {
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }

  private double down(double part) {
    return top + (1 - part) * PLOT;
  }

  private static String pen(int series) {
    String dashes = DASHES.get((series + series / COLOURS) % DASHES.size());
    return "style=\"stroke: var(--s%d)\"%s"
        .formatted(
            series % COLOURS, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"");
  }

  private void rule(String attributes, double x1, double y1, double x2, double y2) {
    out.append(
        "<line %s x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(attributes, n(x1), n(y1), n(x2), n(y2)));
  }

  private void text(double x, double y, String attributes, String text) {
    out.append(
        "<text x=\"%s\" y=\"%s\" %s>%s</text>\n".formatted(n(x), n(y), attributes, escape(text)));
  }

  private void rect(double x, double y, double width, double height, int series, String tip) {
    out.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" style=\"fill: var(--s%d)%s\">%s</rect>\n"
            .formatted(
                n(x),
                n(y),
                n(width),
                n(height),
                series % COLOURS,
                series < COLOURS ? "" : "; fill-opacity: 0.5",
                tip.isEmpty() ? "" : "<title>" + escape(tip) + "</title>"));
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
