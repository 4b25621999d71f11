import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ACTIONS, calledIn, since } from "./audit-entry";

describe("the audit log", () => {
  it("has a word for each action that it can be narrowed to", () => {
    const words = JSON.parse(readFileSync(new URL("../i18n/en/organisation.json", import.meta.url), "utf8")) as { action: Record<string, Record<string, string>> };
    for (const action of ACTIONS) {
      const [of = "", what = ""] = action.split(".");
      expect(words.action[of]?.[what], action).toBeTruthy();
    }
  });

  it("looks back by whole minutes, and nowhere for nonsense", () => {
    expect(since("7", Date.parse("2026-11-25T08:00:59.123Z"))).toBe("2026-11-18T08:00:00.000Z");
    expect(since("x", 0)).toBeUndefined();
    expect(since(undefined, 0)).toBeUndefined();
  });

  it("calls things by the most telling name that an entry has", () => {
    const subjectId = "01a210bd-bcf8-7000-9211-64a7e3af6575";
    expect(calledIn({ subjectId, detail: { name: "digits" } })).toBe("digits");
    expect(calledIn({ subjectId, detail: { tree: "70e6", version: "digits@1" } })).toBe("digits@1");
    expect(calledIn({ subjectId, detail: {} })).toBe("01a210bd");
  });
});
