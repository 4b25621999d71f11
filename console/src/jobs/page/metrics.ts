import type { Series } from "../../ui/chart/data";

/** Curves that belong into one chart: `loss`, `train_loss` and `val/loss` are one family. */
export interface Family {
  name: string;
  x: "step" | "epoch" | "line";
  series: Series[];
}

// what counts along, and is no curve itself
const ALONG = ["step", "epoch", "time", "timestamp"];
const MOST_POINTS = 2_000;

/** The curves of what a job wrote, a line a point, by family in the order of their first appearance. */
export function familiesOf(lines: readonly Record<string, unknown>[]): Family[] {
  const x = lines.some((line) => typeof line.step === "number") ? "step" : lines.some((line) => typeof line.epoch === "number") ? "epoch" : "line";
  const curves = new Map<string, [number, number][]>();
  lines.forEach((line, index) => {
    const at = x === "line" ? index + 1 : line[x];
    if (typeof at !== "number") return;
    for (const [name, value] of Object.entries(line)) {
      if (typeof value !== "number" || !Number.isFinite(value) || ALONG.includes(name)) continue;
      const points = curves.get(name) ?? [];
      points.push([at, value]);
      curves.set(name, points);
    }
  });
  const families = new Map<string, Family>();
  for (const [name, points] of curves) {
    const key = familyOf(name);
    const family = families.get(key) ?? { name: key, x, series: [] };
    family.series.push({ name, points: thinned(points.sort(([a], [b]) => a - b)) });
    families.set(key, family);
  }
  return [...families.values()];
}

function familyOf(name: string): string {
  const parts = name.split(/[/_.-]/).filter((part) => !/^(train|training|val|valid|validation|test|eval|heldout|held|out)$/i.test(part));
  return parts.join("_") || name;
}

/** So few points that they can be drawn; the first and the last stay, and each step's extremes. */
export function thinned(points: [number, number][]): [number, number][] {
  if (points.length <= MOST_POINTS) return points;
  const size = Math.ceil(points.length / (MOST_POINTS / 2));
  const kept: [number, number][] = [];
  for (let from = 0; from < points.length; from += size) {
    const bucket = points.slice(from, from + size);
    const low = bucket.reduce((a, b) => (b[1] < a[1] ? b : a));
    const high = bucket.reduce((a, b) => (b[1] > a[1] ? b : a));
    kept.push(...(low[0] <= high[0] ? (low === high ? [low] : [low, high]) : [high, low]));
  }
  const first = points[0] as [number, number];
  const last = points.at(-1) as [number, number];
  if (kept[0] !== first) kept.unshift(first);
  if (kept.at(-1) !== last) kept.push(last);
  return kept;
}
