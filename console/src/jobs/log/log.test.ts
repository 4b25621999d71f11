import { expect, it } from "vitest";
import { matches, plain, spansOf, tellsOfError } from "./ansi";
import { LogBuffer, wholeLines } from "./buffer";

it("puts lines together that came in pieces", () => {
  const log = new LogBuffer();
  log.append(0, "one\ntw");
  log.append(6, "o\n");
  log.append(8, "three");
  expect(log.lines()).toEqual(["one", "two", "three"]);
});

it("goes on after a lost connection from where it is certain", () => {
  const log = new LogBuffer();
  log.append(0, "one\ntw");
  log.append(6, "o\nthree\nfo");
  expect(log.rewind()).toBe(6);
  expect(log.lines()).toEqual(["one", "tw"]);
  log.append(6, "o\nthree\nfour\n");
  expect(log.lines()).toEqual(["one", "two", "three", "four"]);
});

it("begins anew with another attempt's log", () => {
  const log = new LogBuffer();
  log.append(0, "old\n");
  log.append(4, "older\n");
  log.append(0, "new\n");
  expect(log.lines()).toEqual(["new"]);
});

it("keeps the end of a log that is too long, and takes earlier parts in front", () => {
  const log = new LogBuffer();
  const line = `${"x".repeat(1023)}\n`;
  let offset = 0;
  for (let part = 0; part < 12; part++) {
    // cut in the midst of lines, as slices are
    const text = (part === 0 ? "" : "tail\n") + line.repeat(1024) + "head";
    log.append(offset, text);
    offset += text.length;
  }
  const before = log.lines().length;
  expect(log.start).toBeGreaterThan(0);
  expect(before).toBeLessThan(8 * 1024 + 10);
  expect(log.lines()[0]).toBe("headtail");
  const first = log.start;
  log.prepend(first - 12, "early\nlater\n".slice(0, 8) + "head");
  expect(log.lines().slice(0, 2)).toEqual(["early", "headtail"]);
  expect(log.start).toBe(first - 12);
});

it("starts an earlier part at a whole line", () => {
  const bytes = new TextEncoder().encode("alf\nnext\n");
  expect(wholeLines(bytes, false)).toEqual({ skipped: 4, text: "next\n" });
  expect(wholeLines(bytes, true)).toEqual({ skipped: 0, text: "alf\nnext\n" });
});

it("shows what a terminal would, and does nothing that one would do", () => {
  const red = "\u001b[1;31mbad\u001b[0m ok";
  expect(spansOf(red)).toEqual([{ text: "bad", look: "ansi-bad ansi-bold" }, { text: " ok", look: "" }]);
  expect(plain("\u001b]0;title\u0007hello\u001b[2K\u001b[3A\u0007")).toBe("hello");
  expect(plain("10%\r50%\r100%\r")).toBe("100%");
  expect(spansOf("<b>x</b>")[0]?.text).toBe("<b>x</b>");
  expect(spansOf("y".repeat(9_000))[0]?.text.length).toBeLessThan(4_010);
});

it("finds errors and words", () => {
  expect(tellsOfError("ValueError: no such column")).toBe(true);
  expect(tellsOfError("Traceback (most recent call last):")).toBe(true);
  expect(tellsOfError("terror in the mirror")).toBe(false);
  expect(matches(["Loss 1", "acc", "LOSS 2"], "loss")).toEqual([0, 2]);
});
