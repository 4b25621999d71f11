import type { Schemas } from "../api/client";
import type { Heldout } from "./digits";

/** The steps of the sample, in their order. */
export const STEPS = ["data", "submit", "train", "model", "deploy", "ask", "bill"] as const;
export type StepKey = (typeof STEPS)[number];

export interface MetricLine {
  step: number;
  epoch?: number;
  loss?: number;
  accuracy?: number;
}

/** What the endpoint answered: over all held-out digits, or as far as it has come. */
export interface Asked {
  done: number;
  total: number;
  right: number;
  /** The answers, in the digits' order; missing on a page that was opened again. */
  answers?: number[];
  /** How many are as the job itself said after its training; null where it left no word. */
  same?: number | null;
}

/** All that has become known on the way. */
export interface Trail {
  upload?: { sent: number; total: number; current: string };
  files?: { count: number; bytes: number };
  dataset?: { id: string; name: string; version: number; reused: boolean };
  quote?: Schemas["Quote"];
  job?: Schemas["Job"];
  metrics?: MetricLine[];
  accuracy?: number;
  model?: Schemas["ModelVersionView"];
  modelId?: string;
  endpoint?: Schemas["EndpointView"];
  endpointReused?: boolean;
  heldout?: Heldout;
  asked?: Asked;
}

/** How far a run has come. */
export interface Run {
  trail: Trail;
  /** The step that it is in; null before the first and after the last. */
  at: StepKey | null;
  done: StepKey[];
  /** When each step was begun here, in milliseconds. */
  begun: Partial<Record<StepKey, number>>;
  took: Partial<Record<StepKey, number>>;
  failed: { step: StepKey; error: unknown } | null;
  finished: boolean;
}

export const NOT_BEGUN: Run = { trail: {}, at: null, done: [], begun: {}, took: {}, failed: null, finished: false };

export type Change =
  | { kind: "note"; trail: Partial<Trail> }
  | { kind: "enter"; step: StepKey; now: number }
  | { kind: "fail"; error: unknown }
  | { kind: "finish"; now: number }
  | { kind: "reset" };

/** The run after a change. To enter a step is to have done those before it. */
export function after(run: Run, change: Change): Run {
  switch (change.kind) {
    case "note":
      return { ...run, trail: { ...run.trail, ...change.trail } };
    case "enter":
      return { ...left(run, change.now), at: change.step, done: STEPS.slice(0, STEPS.indexOf(change.step)), begun: { ...run.begun, [change.step]: change.now }, failed: null, finished: false };
    case "fail":
      return run.at ? { ...run, at: null, failed: { step: run.at, error: change.error } } : run;
    case "finish":
      return { ...left(run, change.now), at: null, done: [...STEPS], finished: true };
    case "reset":
      return NOT_BEGUN;
  }
}

function left(run: Run, now: number): Run {
  const begun = run.at ? run.begun[run.at] : undefined;
  return run.at && begun !== undefined ? { ...run, took: { ...run.took, [run.at]: (now - begun) / 1000 } } : run;
}

export function stateOf(run: Run, step: StepKey): "done" | "now" | "todo" | "failed" {
  if (run.failed?.step === step) return "failed";
  if (run.at === step) return "now";
  return run.done.includes(step) ? "done" : "todo";
}

/** A refusal that is the sample's own to explain. */
export class SampleError extends Error {
  constructor(
    readonly kind: "no-money" | "job-failed" | "endpoint-failed" | "no-sample" | "no-model",
    readonly values: Record<string, string> = {},
  ) {
    super(kind);
  }
}
