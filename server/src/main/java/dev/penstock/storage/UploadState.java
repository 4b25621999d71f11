package dev.penstock.storage;

/**
 * How far the upload of a blob has come.
 *
 * @param offset the bytes that the store has, from the start; where the next chunk begins
 * @param complete whether the blob is whole and its checksum has been found right
 */
public record UploadState(long offset, boolean complete) {}
