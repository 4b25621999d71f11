package dev.penstock.metering;

/**
 * Usage was sealed, and can be read.
 *
 * @param position the last position that there is now
 */
public record UsageSealed(long position) {}
