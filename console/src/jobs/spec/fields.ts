import type { Doc } from "./yaml";

/** What the form shows of a specification, whatever stands there; nothing where it can't be shown. */
export const textAt = (doc: Doc, key: string): string => {
  const value = doc[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

export const numberAt = (doc: Doc, key: string, otherwise: number): number | null => {
  const value = doc[key];
  if (value === undefined || value === null) return otherwise;
  return typeof value === "number" ? value : null;
};

export type Row = Record<string, unknown>;

/** The rows of a list such as the inputs; what is no row is left out of the form. */
export const rowsAt = (doc: Doc, key: string): Row[] => {
  const value = doc[key];
  return Array.isArray(value) ? value.map((row) => (typeof row === "object" && row !== null ? (row as Row) : {})) : [];
};

export const pairsAt = (doc: Doc, key: string): [name: string, value: string][] => {
  const value = doc[key];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, each]) => [name, typeof each === "object" ? JSON.stringify(each) : String(each)]);
};

/** A name that none of the rows has: `data`, `data2`, `data3`. */
export function freeName(base: string, taken: readonly unknown[]): string {
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base}${number}`;
  return name;
}

/** A duration as people write it: `PT30M` is `30m`, `PT1H30M` is `90m`. What isn't one stays. */
export function shortTime(text: string): string {
  const seconds = secondsOf(text);
  if (seconds === undefined || seconds <= 0) return text;
  for (const [unit, size] of [["d", 86_400], ["h", 3_600], ["m", 60]] as const) {
    if (seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

/** Seconds of `90s`, `30m`, `2h`, `1d` or `PT1H30M`; undefined for anything else. */
export function secondsOf(text: string): number | undefined {
  const short = /^(\d{1,9})\s*([smhd])$/i.exec(text.trim());
  if (short) return Number(short[1]) * { s: 1, m: 60, h: 3_600, d: 86_400 }[(short[2] ?? "s").toLowerCase() as "s" | "m" | "h" | "d"];
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text.trim());
  if (!iso || !iso.slice(1).some(Boolean)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((part) => Number(part ?? 0));
  return days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
}

/** A specification as somebody would write it: without what is the default anyway. */
export function written(spec: object): Doc {
  const doc: Doc = { ...spec };
  const isDefault: Record<string, (value: unknown) => boolean> = {
    project: (value) => value === "default",
    nodes: (value) => value === 1,
    retries: (value) => value === 0,
    priority: (value) => value === "normal",
    preemptible: (value) => value === false,
    topology: (value) => value === "near",
    inputs: (value) => Array.isArray(value) && value.length === 0,
    outputs: (value) => Array.isArray(value) && value.length === 0,
    environment: (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0,
  };
  for (const [key, value] of Object.entries(doc)) {
    if (value === null || value === undefined || isDefault[key]?.(value)) delete doc[key];
  }
  if (typeof doc.wallTime === "string") doc.wallTime = shortTime(doc.wallTime);
  if (Array.isArray(doc.command) && doc.command[0] === "/bin/sh" && doc.command[1] === "-c" && doc.command.length === 3) {
    doc.command = doc.command[2];
  }
  return doc;
}
