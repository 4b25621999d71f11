package dev.penstock.fleet;

import dev.penstock.shared.Shape;

/**
 * A named, priced shape that users choose for each node of a job.
 *
 * @param name such as {@code cpu.small} or {@code ascend.910b.8}
 * @param shape what each node gives
 */
public record Flavour(String name, Shape shape) {}
