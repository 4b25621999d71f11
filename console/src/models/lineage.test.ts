import { describe, expect, it } from "vitest";
import { GAP, heightOf, linesOf, middlesOf, NODE, referenceOf } from "./lineage";

describe("the picture of a lineage", () => {
  it("puts a single node in the middle of a fuller neighbour", () => {
    const height = heightOf(3);
    expect(height).toBe(3 * NODE + 2 * GAP);
    expect(middlesOf(1, height)).toEqual([height / 2]);
    expect(middlesOf(3, height)[1]).toBe(height / 2);
  });

  it("joins each node to each of the next stage", () => {
    expect(linesOf(2, 1, heightOf(2), 40)).toHaveLength(2);
    expect(linesOf(1, 1, NODE, 40)).toEqual([`M0 ${NODE / 2} C20 ${NODE / 2} 20 ${NODE / 2} 40 ${NODE / 2}`]);
  });

  it("reads references with and without a version", () => {
    expect(referenceOf("digits@3")).toEqual({ name: "digits", version: 3 });
    expect(referenceOf("digits")).toEqual({ name: "digits" });
  });
});
