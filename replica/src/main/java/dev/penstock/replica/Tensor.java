package dev.penstock.replica;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A named array of numbers.
 *
 * @param data the elements in row-major order and the machine's byte order, from position 0 to the
 *     limit; a BOOL is one byte, 0 or 1
 */
record Tensor(String name, Datatype datatype, List<Long> shape, ByteBuffer data) {
  Tensor {
    shape = List.copyOf(shape);
  }

  /** How many elements there are. */
  int elements() {
    return data.limit() / datatype.bytes();
  }
}
