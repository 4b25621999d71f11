import { expect, it } from "vitest";
import { csvOf, tableOf } from "./data";

const DATA = {
  x: "number" as const,
  series: [
    { name: "loss", points: [[1, 0.5], [2, 0.25]] as [number, number][] },
    { name: 'a,"b"', points: [[2, 9]] as [number, number][] },
  ],
};

it("puts curves of different steps side by side", () => {
  expect(tableOf(DATA)).toEqual([
    [1, 0.5, null],
    [2, 0.25, 9],
  ]);
});

it("quotes what CSV needs quoted", () => expect(csvOf(DATA)).toBe('x,loss,"a,""b"""\r\n1,0.5,\r\n2,0.25,9\r\n'));
