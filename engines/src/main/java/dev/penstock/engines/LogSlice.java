package dev.penstock.engines;

/**
 * A part of a log.
 *
 * @param bytes may end within a character
 * @param nextOffset where to read on
 * @param ended whether the attempt has ended and nothing follows
 */
@SuppressWarnings("ArrayRecordComponent") // a slice is handed over once and never compared
public record LogSlice(byte[] bytes, long nextOffset, boolean ended) {}
