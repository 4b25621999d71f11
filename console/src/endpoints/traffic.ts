import type { Schemas } from "../api/client";

type Traffic = Schemas["TrafficView"];
type Pair = [number, number];

/** How far back the charts go, in minutes, and how many minutes a bar of theirs takes together. */
export const RANGES = { "30": 1, "360": 5, "1440": 15 } as const;
export type Range = keyof typeof RANGES;

export const rangeOf = (text: string | undefined): Range => (text !== undefined && text in RANGES ? (text as Range) : "30");

const MINUTE_MS = 60_000;

/** Answered calls and errors in bars of so many minutes; minutes without calls are bars of nothing. */
export function barsOf(traffic: Traffic, minutes: number): { answered: Pair[]; errors: Pair[] } {
  const width = minutes * MINUTE_MS;
  const first = Math.floor(Date.parse(traffic.from) / width);
  const last = Math.floor(Date.parse(traffic.to) / width);
  const answered: Pair[] = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => [(first + index) * width, 0]);
  const errors: Pair[] = answered.map(([at]) => [at, 0]);
  for (const point of traffic.points) {
    const index = Math.floor(Date.parse(point.at) / width) - first;
    const ok = answered[index];
    const bad = errors[index];
    if (!ok || !bad) continue;
    ok[1] += point.calls - point.errors;
    bad[1] += point.errors;
  }
  return { answered, errors };
}

/** Median and 95th percentile of the minutes that had calls, in milliseconds. */
export function latencyOf(traffic: Traffic): { median: Pair[]; p95: Pair[] } {
  const pairs = (value: (point: Traffic["points"][number]) => number) => traffic.points.map((point): Pair => [Date.parse(point.at), value(point)]);
  return { median: pairs((point) => point.p50Millis), p95: pairs((point) => point.p95Millis) };
}

/** The 95th percentile of the slowest minute; undefined without calls. */
export const slowestOf = (traffic: Traffic): number | undefined => (traffic.points.length > 0 ? Math.max(...traffic.points.map((point) => point.p95Millis)) : undefined);
