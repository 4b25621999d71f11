package dev.penstock.serving;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to make.
 *
 * @param name lower-case letters, digits and hyphens, at most 63
 * @param project the project's name; {@code default} where absent
 * @param model a model's name, or {@code name@version}; the latest where no version is given
 * @param flavour what its replica runs on; {@code cpu.small} where absent
 */
record NewEndpoint(
    @Schema(example = "digits") String name,
    @Nullable String project,
    @Schema(example = "digits@1") String model,
    @Nullable String flavour) {}
