package dev.penstock.notebooks;

import dev.penstock.jobs.WallTime;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A file of a notebook to run as a training job.
 *
 * @param file its path in the notebook's folder; ends in {@code .ipynb}
 * @param name the job's name; made of the file's where absent
 * @param flavour what it runs on; the notebook's where absent
 * @param wallTime the longest that it may run; 1 h where absent
 */
record NotebookRun(
    @Schema(example = "train.ipynb") String file,
    @Nullable String name,
    @Nullable String flavour,
    @Nullable WallTime wallTime) {}
