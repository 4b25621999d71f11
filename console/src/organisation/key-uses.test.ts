import { describe, expect, it } from "vitest";
import { scopesOf, usesFor } from "./key-uses";

describe("what a key is for", () => {
  it("offers nothing that its person may not do", () => {
    expect(usesFor(["read", "submit", "infer"])).toEqual(["infer", "submit", "all", "some"]);
    expect(usesFor(["read"])).toEqual(["all", "some"]);
  });

  it("narrows to one scope, to those chosen, or not at all", () => {
    expect(scopesOf("infer", ["read"])).toEqual(["infer"]);
    expect(scopesOf("some", ["read", "billing"])).toEqual(["read", "billing"]);
    expect(scopesOf("all", ["read"])).toBeUndefined();
  });
});
