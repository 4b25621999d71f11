package dev.penstock.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a job may start. An estimate, never a promise.
 *
 * @param at the time; null when it can't be foreseen
 * @param latest in nine of ten cases it has started by then; null where that was not reckoned
 * @param why what it rests on, or why there is none
 * @param asOf of when the queue and the nodes are that it was reckoned from
 */
public record LikelyStart(
    @Nullable Instant at, @Nullable Instant latest, String why, Instant asOf) {}
