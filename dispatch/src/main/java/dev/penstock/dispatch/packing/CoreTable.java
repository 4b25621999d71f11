package dev.penstock.dispatch.packing;

/**
 * Values by cores and by what is free of the cards. The values for neighbouring cores lie side by
 * side: full nodes, which are most, then use few columns, and these stay in the cache.
 */
final class CoreTable {
  private final double coreGrid;
  private final int rows;
  private final double[] values;

  /**
   * All zero.
   *
   * @param coreGrid milli-cores from row to row
   */
  CoreTable(int coreGrid, int mostCores, int columns) {
    this.coreGrid = coreGrid;
    // straight lines take two points
    this.rows = Math.max(2, mostCores / coreGrid + 1);
    this.values = new double[rows * columns];
  }

  int rows() {
    return rows;
  }

  double get(int row, int column) {
    return values[column * rows + row];
  }

  void set(int row, int column, double value) {
    values[column * rows + row] = value;
  }

  /** Where so many cores lie between the rows, for {@link #of}. */
  double row(double cores) {
    return Math.min(cores / coreGrid, rows - 1.000001);
  }

  /** Between the points of the table by straight lines. */
  double of(double row, int column, double part) {
    int low = (int) row;
    int at = column * rows + low;
    double below = values[at] + part * (values[at + rows] - values[at]);
    double above = values[at + 1] + part * (values[at + rows + 1] - values[at + 1]);
    return below + (row - low) * (above - below);
  }
}
