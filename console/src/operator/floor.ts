import type { Schemas } from "../api/client";

export type Node = Schemas["PlanNode"];
type Attempt = Schemas["PlanAttempt"];

export type CellState = "free" | "used" | "faulty" | "drained" | "lost";

/** One cell of the plan: a card, or on a node without cards one of its cores. */
export interface Cell {
  key: string;
  kind: "card" | "core";
  index: number;
  state: CellState;
  /** What runs on it; of several that have parts of a card, the first. */
  attempt?: Attempt;
  /** The others that have parts of the card. */
  beside?: Attempt[];
  temperatureC?: number;
  powerWatts?: number;
  detail?: string;
}

/** How a node stands, for those who look at it from across the room. */
export function nodeState(node: Node): "ready" | "draining" | "fenced" | "down" {
  return node.state === "down" || node.state === "draining" || node.state === "fenced" ? node.state : "ready";
}

/** Nodes at one switch; without a name those of which nobody said where they hang. */
export interface AtSwitch {
  network?: string;
  nodes: Node[];
}

/** Switches of one super-node, likewise. */
export interface InSuperNode {
  superNode?: string;
  switches: AtSwitch[];
}

const byName = (one: string | undefined, other: string | undefined) =>
  one === other ? 0 : one === undefined ? 1 : other === undefined ? -1 : one.localeCompare(other, "en", { numeric: true });

/** The nodes by super-node and by switch, as they stand in the hall; those without a place come last. */
export function groupsOf(nodes: Node[]): InSuperNode[] {
  return grouped(nodes, (node) => node.superNode).map(([superNode, within]) => ({
    superNode,
    switches: grouped(within, (node) => node.network).map(([network, those]) => ({ network, nodes: those })),
  }));
}

function grouped(nodes: Node[], name: (node: Node) => string | undefined): [string | undefined, Node[]][] {
  const groups = new Map<string | undefined, Node[]>();
  for (const node of nodes) {
    const group = groups.get(name(node));
    if (group) group.push(node);
    else groups.set(name(node), [node]);
  }
  return [...groups].sort(([one], [other]) => byName(one, other));
}

/** Whether anybody said where any node hangs. */
export const isPlaced = (nodes: Node[]) => nodes.some((node) => node.superNode !== undefined || node.network !== undefined);

/** The cells of a node. Work on cores has no place of its own; it is drawn from the first core on. */
export function cellsOf(node: Node): Cell[] {
  return node.cards.length > 0 ? cardsOf(node) : coresOf(node);
}

function stateOf(node: Node, healthy: boolean, used: boolean): CellState {
  if (nodeState(node) === "down") return "lost";
  if (!healthy) return "faulty";
  if (used) return "used";
  return nodeState(node) === "draining" || nodeState(node) === "fenced" ? "drained" : "free";
}

function cardsOf(node: Node): Cell[] {
  const on = new Map<number, Attempt[]>();
  for (const attempt of node.attempts) for (const card of attempt.cards) on.set(card, [...(on.get(card) ?? []), attempt]);
  return node.cards.map((card) => {
    const [attempt, ...beside] = on.get(card.index) ?? [];
    return {
      key: `${node.name}/${card.index}`,
      kind: "card",
      index: card.index,
      state: stateOf(node, card.healthy, attempt !== undefined),
      attempt,
      beside,
      temperatureC: card.temperatureC,
      powerWatts: card.powerWatts,
      detail: card.detail,
    };
  });
}

function coresOf(node: Node): Cell[] {
  const cells: Cell[] = [];
  const count = Math.ceil(node.milliCoresTotal / 1000);
  // the running sum of what the attempts take says whose a core is
  const ends: { end: number; attempt: Attempt }[] = [];
  let sum = 0;
  for (const attempt of node.attempts) {
    sum += attempt.milliCores;
    ends.push({ end: sum, attempt });
  }
  for (let index = 0; index < count; index++) {
    const attempt = ends.find(({ end }) => end > index * 1000)?.attempt;
    cells.push({ key: `${node.name}/${index}`, kind: "core", index, state: stateOf(node, true, attempt !== undefined), attempt });
  }
  return cells;
}

/** A colour for a job, the same on every node and in every look. */
export function hueOf(jobId: string): number {
  let hash = 0;
  for (const character of jobId) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % 360;
}
