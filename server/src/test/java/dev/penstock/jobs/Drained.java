package dev.penstock.jobs;

import dev.penstock.TestCentre;

/** While it is open, nothing starts. */
final class Drained implements AutoCloseable {
  private final TestCentre centre;
  private final String node;

  Drained(TestCentre centre) {
    this.centre = centre;
    this.node =
        centre
            .operator()
            .get("/v1/operator/nodes")
            .expect(200)
            .body()
            .path("items")
            .path(0)
            .path("name")
            .asString();
    centre
        .operator()
        .post("/v1/operator/nodes/%s/drain".formatted(node), "{'reason': 'a test'}")
        .expect(200);
  }

  @Override
  public void close() {
    centre.operator().post("/v1/operator/nodes/%s/resume".formatted(node)).expect(200);
  }
}
