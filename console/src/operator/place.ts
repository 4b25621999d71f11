import type { Schemas } from "../api/client";
import type { Node } from "./floor";

/** Where a node hangs, as a form has it. */
export interface Place {
  network: string;
  superNode: string;
  ringCards: number | null;
  /** A line for each, as name=value. */
  labels: string;
}

export const placeOf = (node: Node): Place => ({
  network: node.network ?? "",
  superNode: node.superNode ?? "",
  ringCards: node.ringCards,
  labels: Object.entries(node.labels)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, value]) => `${name}=${value}`)
    .join("\n"),
});

/** The first line that is no label; undefined where all are. */
export const wrongLabel = (labels: string): string | undefined => linesOf(labels).find((line) => !/^[^=\s]+=\S+$/.test(line));

/** What is to be said anew; an empty text takes back what was said. */
export function changesOf(node: Node, place: Place): Schemas["NodePlace"] {
  const before = placeOf(node);
  const labels = new Map(linesOf(place.labels).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  const changed: Record<string, string> = {};
  for (const [name, value] of labels) if (node.labels[name] !== value) changed[name] = value;
  for (const name of Object.keys(node.labels)) if (!labels.has(name)) changed[name] = "";
  return {
    network: place.network.trim() === before.network ? undefined : place.network.trim(),
    superNode: place.superNode.trim() === before.superNode ? undefined : place.superNode.trim(),
    ringCards: place.ringCards === before.ringCards ? undefined : (place.ringCards ?? 0),
    labels: Object.keys(changed).length === 0 ? undefined : changed,
  };
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
