import { describe, expect, it } from "vitest";
import type { Node } from "./floor";
import { changesOf, placeOf, wrongLabel } from "./place";

const node = { name: "n-1", network: "leaf-3", ringCards: 4, labels: { room: "b2", rack: "7" } } as unknown as Node;

describe("a node's place", () => {
  it("is read as it is, and unchanged says nothing", () => {
    const place = placeOf(node);
    expect(place).toEqual({ network: "leaf-3", superNode: "", ringCards: 4, labels: "rack=7\nroom=b2" });
    expect(Object.values(changesOf(node, place)).filter((it) => it !== undefined)).toEqual([]);
  });

  it("says only what has changed, and takes back what is emptied", () => {
    expect(changesOf(node, { network: " ", superNode: "sn-1", ringCards: null, labels: "room=b3\n\n zone=a=b" })).toEqual({
      network: "",
      superNode: "sn-1",
      ringCards: 0,
      labels: { room: "b3", zone: "a=b", rack: "" },
    });
  });

  it("tells which line is no label", () => {
    expect(wrongLabel("room=b2\n\nrack=7")).toBeUndefined();
    expect(wrongLabel("room=b2\nrack")).toBe("rack");
    expect(wrongLabel("=b2")).toBe("=b2");
    expect(wrongLabel("room=")).toBe("room=");
  });
});
