import { expect, it } from "vitest";
import { firstPassword } from "./password";

it("makes first passwords in groups that can be read out, and never the same twice", () => {
  const made = new Set(Array.from({ length: 50 }, () => firstPassword()));
  expect(made.size).toBe(50);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
});

it("passes over bytes that would make some letters likelier", () => {
  let calls = 0;
  const random = (bytes: Uint8Array) => bytes.fill(calls++ === 0 ? 255 : 0);
  expect(firstPassword(random)).toBe("aaaaa-aaaaa-aaaaa-aaaaa");
  expect(calls).toBe(2);
});
