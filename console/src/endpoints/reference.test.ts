import { expect, it } from "vitest";
import { lastsSeconds, parseReference, yuanFor } from "./reference";

it("reads a model with and without a version", () => {
  expect(parseReference("digits@3")).toEqual({ name: "digits", version: 3 });
  expect(parseReference("digits")).toEqual({ name: "digits", version: undefined });
});

it("reads nothing from what is no reference", () => {
  expect(parseReference(undefined)).toBeUndefined();
  expect(parseReference("digits@latest")).toBeUndefined();
});

it("forecasts to the fen", () => expect(yuanFor("0.14", 24)).toBe("3.36"));

it("says how long a balance pays", () => {
  expect(lastsSeconds("14.00", "0.14")).toBeCloseTo(360_000);
  expect(lastsSeconds("-1", "0.14")).toBe(0);
  expect(lastsSeconds("5", "0")).toBeUndefined();
});
