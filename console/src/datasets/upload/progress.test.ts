import { describe, expect, it } from "vitest";
import { isUp, joined, moved, nothingSent, shareOf, shownFirst } from "./progress";

const file = (path: string, size: number) => ({ path, data: { size } });

describe("the progress of an upload", () => {
  it("gives to each file what moved while it was told of", () => {
    let progress = nothingSent(30);
    progress = moved(progress, 5, "a");
    progress = moved(progress, 15, "b");
    progress = moved(progress, 20, "a");
    expect([...progress.sent]).toEqual([["a", 10], ["b", 10]]);
    expect(shareOf(progress, file("b", 20))).toBe(0.5);
    expect(isUp(progress, file("a", 10))).toBe(true);
  });

  it("takes an empty file as done only once it was told of", () => {
    const before = nothingSent(0);
    expect(isUp(before, file("e", 0))).toBe(false);
    expect(shareOf(moved(before, 0, "e"), file("e", 0))).toBe(1);
  });

  it("shows first what is under way", () => {
    const files = [file("done", 1), file("later", 1), file("now", 4)];
    const progress = moved(moved(nothingSent(6), 1, "done"), 3, "now");
    expect(shownFirst(files, progress, 2).map(({ path }) => path)).toEqual(["now", "later"]);
  });

  it("replaces a file at the same path", () => {
    expect(joined([file("a", 1), file("b", 1)], [file("a", 2)])).toEqual([file("a", 2), file("b", 1)]);
  });
});
