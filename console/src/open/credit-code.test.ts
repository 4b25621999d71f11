import { expect, it } from "vitest";
import { faultOf } from "./credit-code";

it("accepts real codes, in small letters and with blanks too", () => {
  expect(faultOf("91350100M000100Y43")).toBeNull();
  expect(faultOf(" 9135 0100 m000100y43 ")).toBeNull();
});

it("says what is wrong first", () => {
  expect(faultOf("91350100M0001O0Y43")).toEqual({ kind: "character", character: "O", place: 14 });
  expect(faultOf("9135X100M000100Y43")).toEqual({ kind: "region", place: 5 });
  expect(faultOf("91350100M000100Y4")).toEqual({ kind: "length", have: 17 });
  expect(faultOf("91350100M000100Y44")).toEqual({ kind: "check", expected: "3" });
});
