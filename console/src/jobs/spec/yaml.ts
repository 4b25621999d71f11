import { dump, load, YAMLException } from "js-yaml";

/** A specification as it is written: what the form can't show survives in it all the same. */
export type Doc = Record<string, unknown>;

/** Where a text stops being YAML; lines count from 1. */
export interface YamlFault {
  line: number;
  reason: string;
}

export type Parsed = { doc: Doc; fault?: undefined } | { doc?: undefined; fault: YamlFault };

/** The keys of a specification in the order in which people read it. */
export const KEYS = [
  "name",
  "kind",
  "project",
  "runtime",
  "flavour",
  "nodes",
  "leastNodes",
  "array",
  "command",
  "code",
  "inputs",
  "outputs",
  "wallTime",
  "environment",
  "retries",
  "priority",
  "after",
  "earliestStart",
  "deadline",
  "cheapest",
  "priceCeiling",
  "preemptible",
  "topology",
  "nodeSelector",
  "apart",
] as const;

const WIDEST_COMMAND = 110;

/** What a text says. An empty one says nothing, which is an empty specification. */
export function specOf(text: string): Parsed {
  if (text.split("\n").every((line) => line.trim() === "" || line.trimStart().startsWith("#"))) return { doc: {} };
  try {
    const value = load(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return { fault: { line: 1, reason: "not a mapping" } };
    }
    // an anchor may hold itself, which no request can carry
    JSON.stringify(value);
    return { doc: value as Doc };
  } catch (error) {
    const fault = error instanceof YAMLException ? error : undefined;
    return { fault: { line: (fault?.mark?.line ?? 0) + 1, reason: fault?.reason ?? String(error) } };
  }
}

/** The text of a specification: known keys in their order, then the others in theirs. */
export function yamlOf(doc: Doc): string {
  const known = KEYS.filter((key) => doc[key] !== undefined);
  const others = Object.keys(doc).filter((key) => !(KEYS as readonly string[]).includes(key) && doc[key] !== undefined);
  return [...known, ...others].map((key) => blockOf(key, doc[key])).join("");
}

function blockOf(key: string, value: unknown): string {
  const options = { lineWidth: -1, noRefs: true };
  const oneLine = dump({ [key]: value }, { ...options, flowLevel: 1 });
  const isShort = key === "command" && oneLine.length <= WIDEST_COMMAND;
  return isShort ? oneLine : dump({ [key]: value }, { ...options, flowLevel: 2 });
}

/**
 * The text with one key changed, or without it where the value is undefined. What somebody wrote
 * elsewhere stays as they wrote it, comments too; a text that can't be changed so is written anew.
 */
export function withKey(text: string, key: string, value: unknown): string {
  const before = specOf(text).doc ?? {};
  const wanted = { ...before, [key]: value };
  if (value === undefined) delete wanted[key];
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const [from, to] = placeOf(lines, key);
  const block = value === undefined ? [] : blockOf(key, value).replace(/\n$/, "").split("\n");
  const patched = [...lines.slice(0, from), ...block, ...lines.slice(to)].map((line) => `${line}\n`).join("");
  return same(specOf(patched).doc, wanted) ? patched : yamlOf(wanted);
}

/** The lines of a key's block, from and to (without); where it would go, if it isn't there. */
function placeOf(lines: string[], key: string): [from: number, to: number] {
  const heads = lines.map(keyOf);
  const at = heads.indexOf(key);
  if (at >= 0) return [at, endOf(lines, at)];
  const order = KEYS as readonly string[];
  const earlier = order.slice(0, order.indexOf(key)).reverse();
  const before = earlier.map((each) => heads.indexOf(each)).find((index) => index >= 0);
  const place = before === undefined ? (order.includes(key) ? 0 : lines.length) : endOf(lines, before);
  return [place, place];
}

function endOf(lines: string[], start: number): number {
  let end = start + 1;
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (/^(\s+\S|- |-$|[\]}])/.test(line)) end = index + 1;
    else if (line.trim() !== "" && !line.startsWith("#")) break;
  }
  return end;
}

function keyOf(line: string): string | undefined {
  return /^(["']?)([A-Za-z_][\w-]*)\1\s*:/.exec(line)?.[2];
}

/** The line at which a key stands, counted from 1; undefined where it doesn't. */
export function lineOf(text: string, key: string): number | undefined {
  const index = text.split("\n").map(keyOf).indexOf(key);
  return index < 0 ? undefined : index + 1;
}

/** Whether two values are the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
