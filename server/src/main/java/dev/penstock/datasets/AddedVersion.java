package dev.penstock.datasets;

/**
 * What came of files that were given for a dataset.
 *
 * @param version the version that has them
 * @param isNew false when it was the latest one already
 */
public record AddedVersion(DatasetVersion version, boolean isNew) {}
