package dev.penstock.cli.demo;

import dev.penstock.cli.api.Api;
import dev.penstock.cli.api.Json;
import dev.penstock.cli.endpoint.Endpoints;
import dev.penstock.cli.shell.Shell;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Puts the model behind an endpoint, asks it, and takes it down again. */
final class Serving {
  private static final String NAME = "digits";

  private final Shell shell;
  private final Narrator narrator;
  private final Api api;

  /**
   * What the endpoint did.
   *
   * @param endpoint as it was when it was ready
   * @param held yuan that were held for it
   * @param predictions its answers, in the pictures' order
   */
  record Served(JsonNode endpoint, BigDecimal held, List<Integer> predictions) {}

  Serving(Shell shell, Narrator narrator, Api api) {
    this.shell = shell;
    this.narrator = narrator;
    this.api = api;
  }

  Served run(Heldout heldout) {
    narrator.chapter("endpoint");
    Endpoints endpoints = new Endpoints(shell, api);
    String id = Json.text(endpoints.deploy(NAME, Training.MODEL + "@1", null, null), "id");
    try {
      JsonNode ready = endpoints.awaitReady(id);
      narrator.tell("ready", Json.text(ready, "url"));
      BigDecimal held = new Account(api).held();
      List<Integer> predictions =
          new DigitsClient(request -> endpoints.infer(NAME, request)).predict(heldout.pixels());
      narrator.tell("asked", heldout.size(), DigitsClient.calls(heldout.size()));
      return new Served(ready, held, predictions);
    } finally {
      endpoints.undeploy(id);
      narrator.tell("undeployed");
    }
  }
}
