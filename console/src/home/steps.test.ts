import { expect, it } from "vitest";
import { monthUntil, type Standing } from "./standing";
import { stepsOf } from "./steps";

const states = (standing: Standing) => stepsOf(standing).map((step) => step.state);
const balance = (balanceYuan: string) => ({ balanceYuan, heldYuan: "0.000000", availableYuan: balanceYuan });

it("points a newcomer without money to a top-up first", () => {
  expect(states({ seesMoney: true, balance: balance("0.000000"), datasets: 0, models: 0, endpoints: 0, counts: { total: 0, states: {} } as never })).toEqual(["done", "next", "todo", "todo", "todo", "todo"]);
});

it("knows what is done, in whatever order", () => {
  expect(states({ seesMoney: true, balance: balance("9"), datasets: 0, models: 1, endpoints: 0, counts: { total: 3, states: {} } as never })).toEqual(["done", "done", "next", "done", "done", "todo"]);
});

it("asks nobody about money that they can't see, and claims nothing that it does not know", () => {
  expect(states({ seesMoney: false })).toEqual(["done", "done", "unknown", "unknown", "unknown", "unknown"]);
});

it("begins the month by the centre's calendar", () => {
  // eight hours ahead of Greenwich it is the first already
  expect(monthUntil(Date.parse("2026-11-30T17:00:00Z"))).toEqual({ from: "2026-12-01", to: "2026-12-01" });
});
