package dev.penstock.storage;

import dev.penstock.shared.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a list of files; pure. Every refusal names the file by its place in the list. */
final class Manifest {
  private static final int LONGEST_PATH = 1024;
  private static final int LONGEST_NAME = 255;

  private static final Comparator<FileEntry> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.path().getBytes(StandardCharsets.UTF_8), b.path().getBytes(StandardCharsets.UTF_8));

  private Manifest() {}

  /**
   * The tree of these files.
   *
   * @throws dev.penstock.shared.ProblemException when a path or a checksum is not acceptable, there
   *     is a path twice, or a file is also a folder
   */
  static Tree tree(List<FileEntry> files, int most) {
    if (files.size() > most) {
      throw Problems.tooLarge(
          "files",
          files.size() + " files",
          "a tree takes %d files: put many small ones into an archive".formatted(most));
    }
    Map<String, Integer> places = new HashMap<>();
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      FileEntry file = files.get(i);
      check(file, i);
      if (places.putIfAbsent(file.path(), i) != null) {
        throw Problems.invalid(at(i, "path"), file.path(), "give each path once");
      }
      bytes = sum(bytes, file, i);
    }
    files.forEach(file -> refuseFileAsFolder(file, places));
    List<FileEntry> sorted = files.stream().sorted(BY_BYTES).toList();
    return new Tree(hash(sorted), bytes, sorted);
  }

  /** What is wrong with a path, as a hint what to do; null when nothing is. */
  static @Nullable String objection(String path) {
    if (path.isEmpty()) {
      return "give a path";
    }
    if (path.startsWith("/")) {
      return "give a path relative to the folder, without a leading /";
    }
    if (path.contains("\\")) {
      return "use / between folders; a backslash can't be in a name";
    }
    if (path.codePoints().anyMatch(Manifest::unprintable)) {
      return "use no control characters and only valid Unicode";
    }
    if (utf8Length(path) > LONGEST_PATH) {
      return "keep a path within " + LONGEST_PATH + " bytes";
    }
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..")) {
        return "use no empty part, no . and no .. in a path";
      }
      if (utf8Length(name) > LONGEST_NAME) {
        return "keep each part of a path within " + LONGEST_NAME + " bytes";
      }
    }
    return null;
  }

  private static void check(FileEntry file, int place) {
    String objection = objection(file.path());
    if (objection != null) {
      throw Problems.invalid(at(place, "path"), file.path(), objection);
    }
    if (!BlobKey.isSha256(file.sha256())) {
      throw Problems.invalid(at(place, "sha256"), file.sha256(), BlobKey.HINT);
    }
    if (file.size() < 0) {
      throw Problems.invalid(
          at(place, "size"), String.valueOf(file.size()), "give the size in bytes, at least 0");
    }
  }

  private static long sum(long bytes, FileEntry file, int place) {
    try {
      return Math.addExact(bytes, file.size());
    } catch (ArithmeticException e) {
      throw Problems.invalid(
          at(place, "size"), String.valueOf(file.size()), "give the file's real size in bytes");
    }
  }

  private static void refuseFileAsFolder(FileEntry file, Map<String, Integer> places) {
    String path = file.path();
    for (int cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1)) {
      String folder = path.substring(0, cut);
      Integer place = places.get(folder);
      if (place != null) {
        throw Problems.invalid(
            at(place, "path"),
            folder,
            "it is also the folder of \"%s\": rename one".formatted(path));
      }
    }
  }

  private static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // U+FFFD stands for bytes of a file's name that are no UTF-8: they would be lost
      default -> codePoint == 0xFFFD;
    };
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static String at(int place, String field) {
    return "files[%d].%s".formatted(place, field);
  }

  /** No path has a line break, so the text can be read back in one way only. */
  private static String hash(List<FileEntry> sorted) {
    MessageDigest digest = Sha256.digest();
    digest.update("penstock tree 1\n".getBytes(StandardCharsets.UTF_8));
    for (FileEntry file : sorted) {
      String line = "%s %d %s\n".formatted(file.sha256(), file.size(), file.path());
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }
}
