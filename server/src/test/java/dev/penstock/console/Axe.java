package dev.penstock.console;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** What axe-core finds on a page that would keep somebody from using it. */
final class Axe {
  private static final String RUN =
      """
      async () => (await axe.run(document, {resultTypes: ['violations']})).violations
        .filter(it => it.impact === 'serious' || it.impact === 'critical')
        .map(it => `${it.impact} ${it.id}: ${it.nodes.map(node => node.html).slice(0, 3).join(' ')}`)
      """;

  private Axe() {}

  /** The serious and the critical findings. */
  static List<String> findings(Page page) throws IOException {
    // a colour on its way is neither what was nor what will be
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent("* { transition: none !important; animation: none !important }"));
    page.evaluate(Files.readString(Visitor.CONSOLE.resolve("node_modules/axe-core/axe.min.js")));
    return ((List<?>) page.evaluate(RUN)).stream().map(Object::toString).toList();
  }
}
