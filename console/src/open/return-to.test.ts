import { expect, it } from "vitest";
import { returnTo } from "./return-to";

it("leads back to a page of the console, with what it showed", () => {
  expect(returnTo("/jobs?state=RUNNING#log")).toBe("/jobs?state=RUNNING#log");
});

it("never leads away, nor round in a circle", () => {
  for (const asked of [null, "", "jobs", "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "/a\\b", "/v1/me", "/sign-in?returnTo=/", "javascript:alert(1)"]) {
    expect(returnTo(asked), String(asked)).toBe("/");
  }
});
