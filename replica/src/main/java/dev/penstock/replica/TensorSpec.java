package dev.penstock.replica;

import java.util.List;

/**
 * What a model says of one of its inputs or outputs.
 *
 * @param shape one length for each dimension; -1 stands for any length of 1 or more
 */
record TensorSpec(String name, Datatype datatype, List<Long> shape) {
  static final long ANY = -1;

  TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Whether a tensor of this shape can be given. */
  boolean takes(List<Long> given) {
    if (given.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) != ANY && !shape.get(i).equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }
}
