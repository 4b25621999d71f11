package dev.penstock.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The digits that the model never saw: 8 x 8 pictures with their labels.
 *
 * @param pixels by picture, 64 each, between 0 and 1
 * @param labels by picture, 0 to 9
 */
record Heldout(List<float[]> pixels, List<Integer> labels) {
  private static final int PIXELS = 64;
  private static final float WHITE = 16;

  int size() {
    return labels.size();
  }

  /**
   * Reads a CSV: 64 pixels between 0 and 16, then the label; a heading is skipped.
   *
   * @throws IllegalArgumentException when a line is otherwise; the line is named
   */
  static Heldout read(Path file) {
    try {
      return parse(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Heldout parse(List<String> lines) {
    List<float[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      boolean heading = i == 0 && line.chars().anyMatch(Character::isLetter);
      if (!line.isEmpty() && !heading) {
        String[] cells = line.split(",", -1);
        if (cells.length != PIXELS + 1) {
          throw new IllegalArgumentException(
              "line %d has %d cells, not %d".formatted(i + 1, cells.length, PIXELS + 1));
        }
        pixels.add(picture(cells));
        labels.add((int) Double.parseDouble(cells[PIXELS]));
      }
    }
    return new Heldout(List.copyOf(pixels), List.copyOf(labels));
  }

  private static float[] picture(String[] cells) {
    float[] picture = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      picture[i] = Float.parseFloat(cells[i]) / WHITE;
    }
    return picture;
  }
}
