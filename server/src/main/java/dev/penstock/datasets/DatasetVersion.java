package dev.penstock.datasets;

import java.time.Instant;
import java.util.UUID;

/**
 * One version of a dataset; it never changes.
 *
 * @param dataset the dataset's id
 * @param name the dataset's name
 * @param version its number, from 1
 * @param tree the hash of its files' tree
 * @param bytes the sum of its files' sizes
 * @param files how many there are
 */
public record DatasetVersion(
    UUID dataset, String name, int version, String tree, long bytes, int files, Instant createdAt) {

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
