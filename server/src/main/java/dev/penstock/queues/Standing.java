package dev.penstock.queues;

import org.jspecify.annotations.Nullable;

/**
 * How far back a job stands in the queue. Numbers only: nothing is told of whose the others are.
 *
 * @param own its place among its organisation's jobs that wait, from 1
 * @param ownWaiting how many of its organisation's wait
 * @param line its place among all that wait for the same kind of node, from 1
 * @param lineWaiting how many wait for that kind in all
 * @param cardModel the kind: the model of the cards, null for none
 */
public record Standing(
    int own, int ownWaiting, int line, int lineWaiting, @Nullable String cardModel) {}
