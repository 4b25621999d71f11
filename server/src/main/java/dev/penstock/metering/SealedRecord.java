package dev.penstock.metering;

/**
 * A usage record that can't change any more.
 *
 * @param position its place among all records; increases without gaps, and a reader who has seen a
 *     position has seen all before it
 * @param sequence its place in its organisation's chain, from 1 without gaps
 * @param hash the SHA-256 that chains it to the one before, in hexadecimal
 */
public record SealedRecord(long position, long sequence, String hash, UsageRecord usage) {}
