package dev.penstock.notebooks;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a notebook how it is. */
@FunctionalInterface
interface Jupyter {
  /** What it says; nothing while it does not answer. */
  Optional<Idleness.Pulse> look(NotebookId id, Path socket);
}
