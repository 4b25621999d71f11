package dev.penstock.storage;

/** What became of a chunk. */
public sealed interface Appended {
  /** The chunk is kept, or the blob was there already. */
  record Kept(UploadState state) implements Appended {}

  /** The chunk does not begin where the upload stands; nothing of it is kept. */
  record WrongOffset(long offset) implements Appended {}
}
