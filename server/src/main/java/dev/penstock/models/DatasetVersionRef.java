package dev.penstock.models;

import java.util.UUID;

/**
 * A dataset version that a model came from, by the name that it had then.
 *
 * @param dataset the dataset's id
 * @param name the dataset's name
 * @param version its number, from 1
 */
public record DatasetVersionRef(UUID dataset, String name, int version) {}
