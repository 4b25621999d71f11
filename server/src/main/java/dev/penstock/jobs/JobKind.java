package dev.penstock.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a job is for. */
public enum JobKind {
  /** Makes a model; may write metrics and checkpoints. */
  @JsonProperty("training")
  TRAINING,
  /** Any work that ends by itself. */
  @JsonProperty("batch")
  BATCH,
  /** Runs until it is stopped, and answers on a socket. */
  @JsonProperty("service")
  SERVICE,
  /** A service for one's own use, with a folder that outlives it; started as a notebook. */
  @JsonProperty("notebook")
  NOTEBOOK;

  /** Whether it runs until it is stopped, and listens on a socket. */
  boolean isService() {
    return this == SERVICE || this == NOTEBOOK;
  }
}
