import { expect, it } from "vitest";
import { barsOf, latencyOf, rangeOf, slowestOf } from "./traffic";

const point = (at: string, calls: number, errors = 0) => ({ at, calls, errors, p50Millis: 4, p95Millis: 9 + calls, maxMillis: 20 });
const TRAFFIC = { from: "2026-11-25T08:00:00Z", to: "2026-11-25T08:09:00Z", calls: 7, errors: 1, points: [point("2026-11-25T08:01:00Z", 2), point("2026-11-25T08:04:00Z", 1, 1), point("2026-11-25T08:05:00Z", 4)] };

it("sums calls into bars, quiet ones too", () => {
  const { answered, errors } = barsOf(TRAFFIC, 5);
  expect(answered.map(([, calls]) => calls)).toEqual([2, 4]);
  expect(errors.map(([, calls]) => calls)).toEqual([1, 0]);
  expect(barsOf(TRAFFIC, 1).answered).toHaveLength(10);
});

it("gives latency of minutes with calls alone", () => {
  expect(latencyOf(TRAFFIC).median).toHaveLength(3);
  expect(slowestOf(TRAFFIC)).toBe(13);
  expect(slowestOf({ ...TRAFFIC, points: [] })).toBeUndefined();
});

it("takes half an hour for a range that it does not know", () => {
  expect(rangeOf("360")).toBe("360");
  expect(rangeOf("7")).toBe("30");
  expect(rangeOf(undefined)).toBe("30");
});
