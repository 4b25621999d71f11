package dev.penstock.replica;

/** The element types of the Open Inference Protocol that this program can take and give. */
enum Datatype {
  BOOL(1, 0, 1),
  UINT8(1, 0, 255),
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(8, Long.MIN_VALUE, Long.MAX_VALUE),
  FP32(4, 0, 0),
  FP64(8, 0, 0);

  private final int bytes;
  private final long least;
  private final long greatest;

  Datatype(int bytes, long least, long greatest) {
    this.bytes = bytes;
    this.least = least;
    this.greatest = greatest;
  }

  /** Bytes that one element takes in memory. */
  int bytes() {
    return bytes;
  }

  /** The least whole number; meaningless for FP32 and FP64. */
  long least() {
    return least;
  }

  /** The greatest whole number; meaningless for FP32 and FP64. */
  long greatest() {
    return greatest;
  }
}
