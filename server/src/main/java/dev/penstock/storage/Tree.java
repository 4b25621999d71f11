package dev.penstock.storage;

import java.util.List;

/**
 * A folder's content as a value: two folders with the same files have the same hash.
 *
 * @param hash names the tree within its organisation, 64 lower-case hexadecimal digits
 * @param bytes the sum of its files' sizes
 * @param files its files, sorted by the bytes of their paths; folders exist only through them
 */
public record Tree(String hash, long bytes, List<FileEntry> files) {}
