import { expect, it } from "vitest";
import { eventsIn } from "./stream";

it("takes whole events and keeps what has not wholly come", () => {
  const { events, rest } = eventsIn(": still here\n\nevent:state\ndata:{\"a\":1}\n\ndata: one\ndata: two\n\nevent:en");
  expect(events).toEqual([
    { name: "state", data: '{"a":1}' },
    { name: "message", data: "one\ntwo" },
  ]);
  expect(rest).toBe("event:en");
});
