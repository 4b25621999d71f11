import { describe, expect, it } from "vitest";
import { amountOf, amountsOf, barOf, fieldOf, longest, type Share } from "./shares";

const share = (used: number, guaranteed: number, deserved: number): Share => ({ cardModel: "ascend910b", used, guaranteed, deserved, waiting: 0, borrowed: Math.max(0, used - guaranteed) });

describe("the bar of a queue", () => {
  it("parts what is borrowed from what is its own", () => {
    expect(barOf(share(6000, 4000, 8000), 16_000)).toEqual({ own: 25, borrowed: 12.5, guaranteed: 25, deserved: 50 });
  });

  it("marks nothing where nothing is guaranteed and nothing deserved", () => {
    expect(barOf(share(0, 0, 0), longest([share(0, 0, 0)]))).toEqual({ own: 0, borrowed: 0, guaranteed: undefined, deserved: undefined });
  });

  it("is as long as the most that any has to show", () => {
    expect(longest([share(1, 2, 3), share(5, 0, 4)])).toBe(5);
  });
});

describe("the fields of rights", () => {
  const amounts = { milliCores: 1500, memoryMiB: 1536, milliCards: { ascend910b: 16_000 } };

  it("are as people count", () => {
    expect(["cores", "memory", "ascend910b", "other"].map((resource) => amountOf(amounts, resource))).toEqual([1.5, 1.5, 16, null]);
    expect(["cores", "memory", "ascend910b"].map(fieldOf)).toEqual(["milliCores", "memoryMiB", "milliCards.ascend910b"]);
  });

  it("make the amounts again, and leave empty ones out", () => {
    expect(amountsOf({ cores: 1.5, memory: 1.5, ascend910b: 16, other: null })).toEqual(amounts);
    expect(amountsOf({ cores: null })).toEqual({});
  });
});
