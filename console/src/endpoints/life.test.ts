import { expect, it } from "vitest";
import type { Schemas } from "../api/client";
import { stagesOf, stoppedBy } from "./life";

const ENDPOINT = { createdAt: "2026-11-25T08:00:00Z", state: "STARTING" } as Schemas["EndpointView"];
const JOB = { state: "RUNNING", placedAt: "2026-11-25T08:00:01Z", attempts: [{ startedAt: "2026-11-25T08:00:02Z" }], endedAt: "2026-11-25T09:00:00Z" } as Schemas["Job"];
const states = (endpoint: Partial<Schemas["EndpointView"]>, job?: Partial<Schemas["Job"]>) => stagesOf({ ...ENDPOINT, ...endpoint }, job ? { ...JOB, ...job } : undefined).map((stage) => stage.state);

it("waits for a node, then for the model", () => {
  expect(states({}, { state: "QUEUED", placedAt: undefined, attempts: [] })).toEqual(["done", "now", "todo", "todo"]);
  expect(states({}, {})).toEqual(["done", "done", "now", "todo"]);
});

it("serves until it is stopped", () => {
  expect(states({ state: "READY" }, {})).toEqual(["done", "done", "now", "todo"]);
  expect(states({ state: "STOPPING" }, {})).toEqual(["done", "done", "done", "now"]);
  expect(states({ state: "STOPPED" }, {})).toEqual(["done", "done", "done", "done"]);
});

it("marks an end in failure", () => expect(states({ state: "FAILED" }, {}).at(-1)).toBe("failed"));

it("knows who stopped it", () => {
  expect(stoppedBy("deleted by Li Wei")).toBe("Li Wei");
  expect(stoppedBy("its replica ended")).toBeUndefined();
});
