import { expect, it } from "vitest";
import { after, NOT_BEGUN, stateOf, STEPS } from "./trail";

it("has done what lies before the step that it is in, and says how long each took", () => {
  let run = after(NOT_BEGUN, { kind: "enter", step: "data", now: 1_000 });
  run = after(run, { kind: "enter", step: "submit", now: 3_500 });
  run = after(run, { kind: "note", trail: { files: { count: 2, bytes: 9 } } });
  expect(STEPS.map((step) => stateOf(run, step))).toEqual(["done", "now", "todo", "todo", "todo", "todo", "todo"]);
  expect(run.took).toEqual({ data: 2.5 });
  expect(run.trail.files).toEqual({ count: 2, bytes: 9 });
});

it("fails where it is, and goes on from there", () => {
  let run = after(NOT_BEGUN, { kind: "enter", step: "train", now: 0 });
  run = after(run, { kind: "fail", error: new Error("x") });
  expect(stateOf(run, "train")).toBe("failed");
  expect(stateOf(run, "submit")).toBe("done");
  run = after(run, { kind: "enter", step: "train", now: 5_000 });
  expect(run.failed).toBeNull();
  run = after(run, { kind: "finish", now: 6_000 });
  expect([run.finished, stateOf(run, "bill"), run.took.train]).toEqual([true, "done", 1]);
});
