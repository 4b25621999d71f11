package dev.penstock.bench.simulate.report;

import static dev.penstock.bench.simulate.chart.Svg.escape;

import dev.penstock.bench.simulate.chart.Chart;
import dev.penstock.bench.simulate.chart.Svg;
import java.util.List;

/**
 * A report as one HTML file that needs nothing else: no script, no font, no picture. It is XML as
 * well, so that any tool can take it apart.
 */
final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --page: #f4f6f8; --card: #ffffff; --text: #1c2530;
        --soft: #5b6775; --rule: #dfe4ea; }
      @media (prefers-color-scheme: dark) { :root { --page: #0e1318; --card: #161c23;
        --text: #e6ebf1; --soft: #9aa7b6; --rule: #313b47; } }
      body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1480px; background: var(--page);
        color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", sans-serif; }
      h1 { font-size: 24px; margin: 0 0 8px; } h2 { font-size: 17px; margin: 28px 0 8px; }
      p { margin: 4px 0; color: var(--soft); }
      code { font: 13px ui-monospace, monospace; color: var(--text); overflow-wrap: anywhere; }
      .scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--rule);
        border-radius: 8px; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; min-width: 100%; }
      th, td { padding: 6px 14px; text-align: right; white-space: nowrap;
        border-bottom: 1px solid var(--rule); }
      th:first-child, td:first-child { text-align: left; }
      thead th { color: var(--soft); font-weight: 600; } tbody th { font-weight: 400; }
      tbody tr:last-child > * { border-bottom: 0; }
      .charts { display: grid; gap: 16px;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 560px), 1fr)); }
      figure { margin: 0; background: var(--card); border: 1px solid var(--rule);
        border-radius: 8px; overflow-x: auto; }
      svg { display: block; width: 100%; min-width: 500px; height: auto; }
      """;

  private Page() {}

  static String of(Report report) {
    StringBuilder charts = new StringBuilder();
    for (Chart chart : report.charts()) {
      charts.append("<figure>\n").append(Svg.inline(chart)).append("</figure>\n");
    }
    StringBuilder tables = new StringBuilder();
    report.tables().forEach(it -> tables.append(table(it)));
    return """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'"/>
        <title>%1$s</title>
        <style>
        %2$s%3$s</style>
        </head>
        <body>
        <h1>%1$s</h1>
        <p>Made by <code>%4$s</code></p>
        <p>Seeds: %5$s. The same command on the same files makes the same figures, speeds aside.</p>
        %6$s<h2>Charts</h2>
        <div class="charts">
        %7$s</div>
        %8$s
        </body>
        </html>
        """
        .formatted(
            "Simulation: " + escape(report.command()),
            STYLE,
            Svg.STYLE,
            escape(report.commandLine()),
            escape(report.seeds()),
            table(report.comparison()),
            charts,
            tables);
  }

  private static String table(Table table) {
    StringBuilder html = new StringBuilder("<h2>").append(escape(table.title())).append("</h2>\n");
    html.append("<div class=\"scroll\">\n<table>\n<thead>\n");
    row(html, table.head(), true);
    html.append("</thead>\n<tbody>\n");
    table.rows().forEach(it -> row(html, it, false));
    return html.append("</tbody>\n</table>\n</div>\n").toString();
  }

  private static void row(StringBuilder html, List<String> cells, boolean head) {
    html.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      String tag = head || i == 0 ? "th" : "td";
      String scope = head ? " scope=\"col\"" : i == 0 ? " scope=\"row\"" : "";
      html.append("<%1$s%2$s>%3$s</%1$s>".formatted(tag, scope, escape(cells.get(i))));
    }
    html.append("</tr>\n");
  }
}
