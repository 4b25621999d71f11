import { expect, it } from "vitest";
import { costsOf, isAboveZero, shortOf, sumOf } from "./costs";

it("reckons what an endpoint's first day sets aside, rounded up", () => {
  expect(costsOf({ perHourYuan: "0.140000", dearestYuan: "0.071168" })).toEqual({ servingYuan: "3.361167", setAsideYuan: "3.361167" });
});

it("asks for whole yuan, and for nothing where there is enough", () => {
  expect(shortOf("0.000000", "3.361167")).toBe("4.000000");
  expect(shortOf("-1.5", "3.361167")).toBe("5.000000");
  expect(shortOf("3.361167", "3.361167")).toBeNull();
});

it("adds exactly", () => {
  expect(sumOf(["0.000198", "0.000079", "-1"])).toBe("-0.999723");
  expect([isAboveZero("0.000001"), isAboveZero("0.000000"), isAboveZero("-2")]).toEqual([true, false, false]);
});
