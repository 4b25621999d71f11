import { expect, it } from "vitest";
import { EventParser } from "./sse";

it("takes events out of a text that comes in pieces", () => {
  const parser = new EventParser();
  expect(parser.push("event:log\ndata:{\"a\"")).toEqual([]);
  expect(parser.push(":1}\n\n:still here\n\ndata: two\ndata: lines\r\n\r\nevent:end\n")).toEqual([
    { name: "log", data: '{"a":1}' },
    { name: "message", data: "two\nlines" },
  ]);
  expect(parser.push("data:{}\n\n")).toEqual([{ name: "end", data: "{}" }]);
});
