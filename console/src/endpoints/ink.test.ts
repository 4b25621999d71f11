import { expect, it } from "vitest";
import { BLANK, dab, FULL, indexOf, isBlank, middleOf, moved, stroke, wipe } from "./ink";

it("is full in the middle of the brush and softer beside it", () => {
  const drawn = dab(BLANK, middleOf(indexOf(3, 3)));
  expect(drawn[indexOf(3, 3)]).toBe(FULL);
  expect(drawn[indexOf(3, 4)]).toBeGreaterThan(0);
  expect(drawn[indexOf(3, 4)]).toBeLessThan(FULL);
  expect(drawn[indexOf(3, 6)]).toBe(0);
});

it("never makes a square lighter by drawing over it", () => {
  const once = dab(BLANK, middleOf(indexOf(3, 3)));
  expect(dab(once, middleOf(indexOf(3, 4)))[indexOf(3, 3)]).toBe(FULL);
});

it("erases what it drew", () => {
  const at = middleOf(indexOf(3, 3));
  expect(wipe(dab(BLANK, at), at)[indexOf(3, 3)]).toBe(0);
});

it("leaves no gap in a quick stroke", () => {
  const drawn = stroke(BLANK, middleOf(indexOf(4, 0)), middleOf(indexOf(4, 7)), dab);
  expect(drawn.slice(indexOf(4, 1), indexOf(4, 7)).every((ink) => ink === FULL)).toBe(true);
  expect(isBlank(BLANK)).toBe(true);
});

it("moves by keys and stays within the picture", () => {
  expect(moved(0, "ArrowUp")).toBe(0);
  expect(moved(0, "ArrowRight")).toBe(1);
  expect(moved(indexOf(7, 7), "ArrowDown")).toBe(indexOf(7, 7));
  expect(moved(indexOf(2, 3), "End")).toBe(indexOf(2, 7));
  expect(moved(0, "a")).toBeUndefined();
});
