/** Real servers on a real Slurm while parts of both are killed, and what must hold afterwards. */
@NullMarked
package dev.penstock.bench.chaos;

import org.jspecify.annotations.NullMarked;
