import { describe, expect, it } from "vitest";
import { cellsOf, groupsOf, hueOf, isPlaced, type Node } from "./floor";

const NODE: Node = {
  name: "n1", address: "", engine: "local", state: "ready", healthy: true, lastSeen: "2026-11-25T00:00:00Z",
  milliCoresTotal: 4000, milliCoresUsed: 0, memoryMiBTotal: 1, memoryMiBUsed: 0, ringCards: 0, labels: {}, cards: [], attempts: [],
};
const attempt = (attemptId: string, milliCores: number, cards: number[] = []) => ({
  attemptId, jobId: `job-${attemptId}`, jobName: attemptId, kind: "training" as const, organisation: "o", organisationId: "o", milliCores, memoryMiB: 1, cards, cardMilli: 1000,
});

describe("the cells of a node", () => {
  it("are its cards, each with what runs on it", () => {
    const cards = [0, 1, 2].map((index) => ({ index, model: "ascend910b", healthy: index !== 2, detail: "", milliUsed: index === 0 ? 1000 : 0 }));
    const cells = cellsOf({ ...NODE, cards, attempts: [attempt("a", 1000, [0])] });
    expect(cells.map((cell) => cell.state)).toEqual(["used", "free", "faulty"]);
    expect(cells[0]?.attempt?.jobName).toBe("a");
  });

  it("say of a card that is shared whose its parts are", () => {
    const cards = [{ index: 0, model: "ascend910b", healthy: true, detail: "", milliUsed: 500 }];
    const quarter = (id: string) => ({ ...attempt(id, 1000, [0]), cardMilli: 250 });
    const [card] = cellsOf({ ...NODE, cards, attempts: [quarter("a"), quarter("b")] });
    expect([card?.attempt?.jobName, card?.beside?.map((each) => each.jobName)]).toEqual(["a", ["b"]]);
  });

  it("are its cores where it has no cards", () => {
    const cells = cellsOf({ ...NODE, attempts: [attempt("a", 1500), attempt("b", 500)] });
    expect(cells.map((cell) => cell.attempt?.jobName)).toEqual(["a", "a", undefined, undefined]);
  });

  it("stand out when the node is drained or down", () => {
    expect(cellsOf({ ...NODE, state: "draining" })[0]?.state).toBe("drained");
    expect(cellsOf({ ...NODE, state: "down" })[0]?.state).toBe("lost");
  });
});

it("a job has one colour", () => expect(hueOf("x")).toBe(hueOf("x")));

it("five hundred nodes of eight cards are laid out at once", () => {
  const cards = Array.from({ length: 8 }, (_, index) => ({ index, model: "ascend910b", healthy: true, detail: "", milliUsed: 0 }));
  const begin = performance.now();
  const cells = Array.from({ length: 500 }, (_, i) => cellsOf({ ...NODE, name: `n${i}`, cards })).flat();
  expect(cells).toHaveLength(4000);
  expect(performance.now() - begin).toBeLessThan(200);
});

describe("the groups of nodes", () => {
  const at = (name: string, superNode?: string, network?: string) => ({ ...NODE, name, superNode, network });

  it("are super-nodes with their switches, in the order of their names", () => {
    const groups = groupsOf([at("n1", "sn-10", "leaf-1"), at("n2"), at("n3", "sn-2", "leaf-2"), at("n4", "sn-10", "leaf-1"), at("n5", "sn-10"), at("n6", undefined, "leaf-3")]);
    expect(groups.map((group) => [group.superNode, group.switches.map((each) => [each.network, each.nodes.map((node) => node.name)])])).toEqual([
      ["sn-2", [["leaf-2", ["n3"]]]],
      ["sn-10", [["leaf-1", ["n1", "n4"]], [undefined, ["n5"]]]],
      [undefined, [["leaf-3", ["n6"]], [undefined, ["n2"]]]],
    ]);
  });

  it("are only worth showing where somebody said where nodes hang", () => {
    expect(isPlaced([at("n1"), at("n2")])).toBe(false);
    expect(isPlaced([at("n1"), at("n2", undefined, "leaf-1")])).toBe(true);
  });
});
