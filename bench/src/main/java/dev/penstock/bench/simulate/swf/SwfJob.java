package dev.penstock.bench.simulate.swf;

/**
 * A job of a trace, as it really went; times in seconds.
 *
 * @param id its number
 * @param submitted when it was handed in, since the trace's beginning
 * @param ranFor how long it ran, at least 0
 * @param processors how many it held, at least 1
 * @param requested how long it asked for, at least 1
 * @param user whose it was
 */
public record SwfJob(
    long id, long submitted, long ranFor, int processors, long requested, String user) {}
