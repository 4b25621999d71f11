package dev.penstock.notebooks;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A notebook to make.
 *
 * @param name lower-case letters, digits and hyphens, at most 63
 * @param project the project's name; {@code default} where absent
 * @param flavour what it runs on
 * @param idleMinutes how long nothing may happen until it is stopped, 5 to 1440; 60 where absent
 */
record NewNotebook(
    @Schema(example = "sketch") String name,
    @Nullable String project,
    @Schema(example = "cpu.small") String flavour,
    @Nullable Integer idleMinutes) {}
