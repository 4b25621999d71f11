import { describe, expect, it } from "vitest";
import { bytes, duration, exact, money, relative } from "./format";

const UNITS = { d: "d", h: "h", min: "min", s: "s" };

describe("money", () => {
  it("groups thousands and shows fen", () => {
    expect(money("1234.560000", "en")).toBe("¥1,234.56");
    expect(money("-99.990000", "zh-CN")).toBe("−¥99.99");
  });
  it("never shows a small charge as nothing", () => expect(money("0.006351", "en")).toBe("¥0.006351"));
  it("keeps every micro-yuan where a line is opened", () => expect(money("12.5", "en", true)).toBe("¥12.500000"));
  it("is exact beyond what a double holds", () => expect(money("9007199254740993.01", "en")).toBe("¥9,007,199,254,740,993.01"));
});

describe("duration", () => {
  it("takes two units", () => {
    expect(duration(8.44, UNITS)).toBe("8.4 s");
    expect(duration(69, UNITS)).toBe("1 min 09 s");
    expect(duration(7500, UNITS)).toBe("2 h 05 min");
    expect(duration(93600, UNITS)).toBe("1 d 02 h");
  });
  it("carries into the next unit", () => {
    expect(duration(9.99, UNITS)).toBe("10 s");
    expect(duration(3599.9, UNITS)).toBe("1 h 00 min");
    expect(duration(86399, UNITS)).toBe("1 d 00 h");
  });
});

describe("times", () => {
  it("are the centre's, wherever the browser is", () => expect(exact("2026-11-24T16:00:05Z", "zh-CN")).toContain("00:00:05"));
  it("cannot be misread in English", () => expect(exact("2026-11-24T16:00:05Z", "en")).toBe("2026-11-25 00:00:05"));
  it("are relative in lists", () => expect(relative("2026-11-24T15:57:00Z", Date.parse("2026-11-24T16:00:05Z"), "en")).toBe("3 min. ago"));
  it("keep a space between digits and Chinese", () => expect(relative("2026-11-24T15:57:00Z", Date.parse("2026-11-24T16:00:05Z"), "zh-CN")).toBe("3 分钟前"));
});

describe("bytes", () => {
  it("use binary units", () => {
    expect(bytes(1500, "en")).toBe("1.5 KiB");
    expect(bytes(12, "en")).toBe("12 B");
  });
});
