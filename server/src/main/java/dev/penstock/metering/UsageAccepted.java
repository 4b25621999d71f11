package dev.penstock.metering;

/** New usage is committed and waits to be sealed. */
public record UsageAccepted() {}
