package dev.penstock.dispatch.centre;

/**
 * What the centre has, against which shares are measured.
 *
 * @param total of each resource, by {@link Resources}
 * @param halfLife in milliseconds, after which past usage counts half; 0 for no memory
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Capacity(long[] total, long halfLife) {

  /** The largest part of any resource (dominant resource fairness, Ghodsi et al., NSDI 2011). */
  double dominant(long[] used) {
    double most = 0;
    for (int i = 0; i < used.length; i++) {
      if (used[i] > 0) {
        most = Math.max(most, (double) used[i] / Math.max(1, Resources.at(total, i)));
      }
    }
    return most;
  }
}
