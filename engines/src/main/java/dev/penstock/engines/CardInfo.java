package dev.penstock.engines;

/**
 * An accelerator as its vendor's tool reports it.
 *
 * @param index the vendor's number of the device on its node
 * @param model such as {@code Ascend910B3} or {@code NVIDIA A100-SXM4-80GB}
 * @param memoryBytes 0 when the tool does not say
 * @param detail what the tool said beyond that, for people
 */
public record CardInfo(int index, String model, boolean healthy, long memoryBytes, String detail) {}
