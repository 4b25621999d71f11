package dev.penstock.cli.demo;

import dev.penstock.cli.shell.Shell;
import org.jspecify.annotations.Nullable;

/** Tells the story as it happens: on standard output, or beside the result where that is JSON. */
final class Narrator {
  private final Shell shell;
  private int chapter;
  private boolean lineBegun;

  Narrator(Shell shell) {
    this.shell = shell;
  }

  /** Begins a chapter; its heading is the message {@code demo.chapter.<key>}. */
  void chapter(String key) {
    chapter++;
    print("%n%d. %s".formatted(chapter, shell.text("demo.chapter." + key)) + "\n");
  }

  /** Tells one thing; the message is {@code demo.<key>}. */
  void tell(String key, @Nullable Object... arguments) {
    print("   " + shell.text("demo." + key, arguments) + "\n");
  }

  /** Passes on what a job writes, set off by a bar; lines may come in pieces. */
  void log(String text) {
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      marked.append(lineBegun ? "" : "   | ").append(each);
      lineBegun = each != '\n';
    }
    print(marked.toString());
  }

  /** Ends a line of the log that its job left open. */
  void endLog() {
    if (lineBegun) {
      print("\n");
    }
    lineBegun = false;
  }

  private void print(String text) {
    var out = shell.json() ? shell.world().err() : shell.world().out();
    out.print(text);
    out.flush();
  }
}
