package dev.penstock.storage;

/** What became of a chunk. */
public sealed interface Appended {
  /** The chunk is kept, or the blob was there already. */
  record Kept(UploadState state) implements Appended {}

  /**
   * The chunk does not begin where the upload stands, or another upload of the blob is at work
   * there; nothing of the chunk is kept.
   */
  record WrongOffset(long offset) implements Appended {}
}
