@NullMarked
package dev.penstock.engines.slurm;

import org.jspecify.annotations.NullMarked;
