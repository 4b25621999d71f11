import { describe, expect, it } from "vitest";
import { RIGHTS, rightsOf, scopesFor, whyNotGive, whyNotTouch, type Role } from "./roles";

const giver = (...roles: Role[]) => ({ roles, permissions: [...new Set(roles.flatMap((role) => RIGHTS[role]))] });

describe("giving roles", () => {
  it("is the owner's alone for owners", () => {
    expect(whyNotGive(giver("owner"), "owner")).toBeUndefined();
    expect(whyNotGive(giver("admin"), "owner")).toBe("owner");
    expect(whyNotGive(giver("admin"), "admin")).toBeUndefined();
  });

  it("reaches no further than one's own rights", () => {
    expect(whyNotGive(giver("operator"), "finance")).toBe("beyond");
    expect(whyNotGive(giver("operator", "finance"), "auditor")).toBeUndefined();
  });

  it("takes no role from whom it could not have given it", () => {
    expect(whyNotTouch(giver("admin"), { roles: ["owner", "billing"] })).toBe("owner");
    expect(whyNotTouch(giver("operator"), { roles: ["operator", "finance"] })).toBe("beyond");
    expect(whyNotTouch(giver("admin"), { roles: ["member", "billing"] })).toBeUndefined();
  });
});

describe("what is offered", () => {
  it("shows tenants nothing of the staff's", () => {
    expect(rightsOf(false)).toEqual(["read", "submit", "infer", "administer", "billing-read", "audit"]);
    expect(rightsOf(true)).not.toContain("submit");
  });

  it("narrows keys only to what their person may do", () => {
    expect(scopesFor(RIGHTS.member)).toEqual(["read", "submit", "infer"]);
    expect(scopesFor(RIGHTS.billing)).toEqual(["read", "billing"]);
  });
});
