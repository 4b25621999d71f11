package dev.penstock.jobs;

/**
 * What waits of one flavour.
 *
 * @param waiting how many jobs
 * @param oldestWaitSeconds how long the first of them has waited
 */
record FlavourQueue(String flavour, long waiting, long oldestWaitSeconds) {}
