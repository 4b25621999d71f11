import type { Scope } from "./roles";

/** What most keys are made for. */
export const USES = ["infer", "submit", "all", "some"] as const;
export type Use = (typeof USES)[number];

/** How long a key may live, in days; 0 has no end. */
export const LIVES = [30, 90, 365, 0] as const;

/** What is offered to somebody who may use these scopes. */
export const usesFor = (scopes: Scope[]): Use[] => USES.filter((use) => (use !== "infer" && use !== "submit") || scopes.includes(use));

/** The scopes to ask for; undefined narrows nothing. */
export function scopesOf(use: Use, some: Scope[]): Scope[] | undefined {
  if (use === "all") return undefined;
  return use === "some" ? some : [use];
}
