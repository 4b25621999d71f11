package dev.penstock.bench.simulate.queueing;

/**
 * A job as a trace has it.
 *
 * @param id its id
 * @param queue its virtual cluster
 * @param cards the cards that it asks for
 * @param submitted when it came, in seconds since the trace's origin
 * @param seconds how long it runs
 */
record TraceJob(long id, String queue, int cards, long submitted, long seconds) {}
