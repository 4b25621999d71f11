package dev.penstock.queues;

/** What queues may, or what is kept for whom, has changed. It only wakes. */
public record QueuesChanged() {}
