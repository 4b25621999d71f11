package dev.penstock.bench.simulate.generate;

/**
 * A job that was made up.
 *
 * @param id its number
 * @param queue its queue
 * @param user its user
 * @param cards how many cards it asks for
 * @param milli thousandths of each of them; less than 1,000 only where it is one
 * @param submitted when it comes, in seconds
 * @param seconds how long it runs
 * @param requested how long it says that it runs, in seconds
 */
record Made(
    int id,
    String queue,
    String user,
    int cards,
    int milli,
    long submitted,
    long seconds,
    long requested) {}
