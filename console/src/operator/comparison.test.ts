import { describe, expect, it } from "vitest";
import { cardsOf, spanOf } from "./comparison";

describe("the time that is compared", () => {
  it("ends at a full minute and lasts the days that were asked for", () => {
    const span = spanOf(31, Date.parse("2026-11-25T08:00:59.999Z"));
    expect(span).toEqual({ from: "2026-10-25T08:00:00.000Z", to: "2026-11-25T08:00:00.000Z" });
  });
});

describe("cards", () => {
  it("are told in whole and in parts, and as a dash where nothing was metered", () => {
    expect(cardsOf(8_000)).toBe("8");
    expect(cardsOf(500)).toBe("0.5");
    expect(cardsOf(0)).toBe("0");
    expect(cardsOf(undefined)).toBe("–");
  });
});
