import type { Standing } from "./standing";

export const STEP_KEYS = ["approved", "money", "data", "job", "model", "endpoint"] as const;
export type StepKey = (typeof STEP_KEYS)[number];

export interface HomeStep {
  key: StepKey;
  /** "next" is the first that is not done; "unknown" is not for this person to see, or not known yet. */
  state: "done" | "next" | "todo" | "unknown";
}

/** What a newcomer has done and what comes next. */
export function stepsOf(standing: Standing): HomeStep[] {
  const has = (count: number | undefined) => (count === undefined ? undefined : count > 0);
  const done: Record<StepKey, boolean | undefined> = {
    approved: true,
    // whoever can't see the balance can't be asked to look after it
    money: standing.seesMoney ? standing.balance && Number(standing.balance.balanceYuan) > 0 : true,
    data: has(standing.datasets),
    job: has(standing.counts?.total),
    model: has(standing.models),
    endpoint: has(standing.endpoints),
  };
  const next = STEP_KEYS.find((key) => done[key] === false);
  return STEP_KEYS.map((key) => ({ key, state: done[key] === undefined ? "unknown" : done[key] ? "done" : key === next ? "next" : "todo" }));
}
