import { describe, expect, it } from "vitest";
import { beginOf, daysOf, monthAfter, monthOf, monthsUpTo, readMonth } from "./months";
import { csvOf, grouped, partsOf, productMicro, subjectOf, type Line } from "./statement";

const LINE: Line = {
  id: "l1", projectId: "p", resourceKind: "attempt", resource: "a1", jobId: "j1", meter: "core", quantity: "7140001000", unit: "milli-core-microsecond",
  pricingQuantity: "0.001983334", pricingUnit: "core-hour", unitPriceYuan: "0.100000", amountYuan: "0.000198", records: 1,
};

describe("a line", () => {
  it("is its quantity times its price", () => {
    expect(productMicro(LINE)).toBe(198n);
    expect(productMicro({ pricingQuantity: "12.5", unitPriceYuan: "6.000000" })).toBe(75_000_000n);
    expect(productMicro({ pricingQuantity: "3", unitPriceYuan: "0.5" })).toBe(1_500_000n);
  });
  it("keeps every decimal of its quantity", () => expect(grouped("12345.000001", "en")).toBe("12,345.000001"));
  it("is of its job where it has one", () => expect([subjectOf(LINE), subjectOf({ resource: "e1" })]).toEqual(["j1", "e1"]));
  it("sets the micro-yuan apart", () => expect(partsOf("¥1,234.560001")).toEqual({ main: "¥1,234.56", rest: "0001" }));
});

describe("the download", () => {
  it("quotes what needs it, and starts no formula", () => {
    const text = csvOf([LINE], () => '=SUM(A1),"x"');
    expect(text.split("\r\n")[1]).toBe(`l1,j1,"'=SUM(A1),""x""",core,0.001983334,core-hour,0.100000,0.000198,1`);
  });
});

describe("months", () => {
  it("turn at the centre's midnight", () => {
    expect(monthOf(Date.parse("2026-11-30T15:59:59Z"))).toBe("2026-11");
    expect(monthOf(Date.parse("2026-11-30T16:00:00Z"))).toBe("2026-12");
    expect(beginOf("2026-12-01")).toBe(Date.parse("2026-11-30T16:00:00Z"));
  });
  it("follow each other over the years", () => {
    expect(monthAfter("2026-12", 1)).toBe("2027-01");
    expect(monthsUpTo("2026-01", 3)).toEqual(["2026-01", "2025-12", "2025-11"]);
  });
  it("end on their last day", () => expect([daysOf("2026-11").to, daysOf("2028-02").to]).toEqual(["2026-11-30", "2028-02-29"]));
  it("are read from an address only where they are some", () => expect([readMonth("2026-13"), readMonth("2026-09"), readMonth(undefined)]).toEqual([undefined, "2026-09", undefined]));
});
