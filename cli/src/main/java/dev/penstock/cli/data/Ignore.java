package dev.penstock.cli.data;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a folder are not uploaded: {@code .git}, {@code __pycache__}, and what the
 * folder's {@code .penstockignore} says. Its lines are as in {@code .gitignore}: {@code *}, {@code
 * ?}, {@code **}, a leading slash binds to the top, a slash at the end means folders only, {@code
 * !} takes back, {@code #} begins a comment; the last line that fits decides.
 */
final class Ignore {
  private static final String FILE = ".penstockignore";
  private static final List<String> ALWAYS = List.of(".git/", "__pycache__/", "/" + FILE);

  private record Rule(PathMatcher matcher, boolean foldersOnly, boolean takesBack) {}

  private final List<Rule> rules = new ArrayList<>();

  private Ignore(List<String> lines) {
    for (String line : lines) {
      String pattern = line.strip();
      if (!pattern.isEmpty() && !pattern.startsWith("#")) {
        rules.add(rule(pattern));
      }
    }
  }

  static Ignore of(Path folder) throws IOException {
    List<String> lines = new ArrayList<>(ALWAYS);
    Path file = folder.resolve(FILE);
    if (Files.isRegularFile(file)) {
      lines.addAll(Files.readAllLines(file));
    }
    return new Ignore(lines);
  }

  static Ignore ofLines(List<String> lines) {
    return new Ignore(lines);
  }

  /**
   * Whether to leave it out; of a folder, all that is in it.
   *
   * @param path relative to the folder
   */
  boolean leavesOut(Path path, boolean folder) {
    boolean out = false;
    for (Rule rule : rules) {
      if ((folder || !rule.foldersOnly) && rule.matcher.matches(path)) {
        out = !rule.takesBack;
      }
    }
    return out;
  }

  private static Rule rule(String line) {
    boolean takesBack = line.startsWith("!");
    String pattern = takesBack ? line.substring(1) : line;
    boolean foldersOnly = pattern.endsWith("/");
    if (foldersOnly) {
      pattern = pattern.substring(0, pattern.length() - 1);
    }
    boolean bound = pattern.contains("/");
    if (pattern.startsWith("/")) {
      pattern = pattern.substring(1);
    }
    // braces mean nothing in such a file, but something to Java
    String glob = pattern.replace("{", "\\{").replace("}", "\\}").replace("**/", "{**/,}");
    String anywhere = bound ? glob : "{**/,}" + glob;
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + anywhere);
    return new Rule(matcher, foldersOnly, takesBack);
  }
}
