import type { Schemas } from "../api/client";

export type Organisation = Schemas["OrganisationQueue"];
export type Project = Schemas["ProjectQueue"];
export type Share = Schemas["QueueShare"];
export type Amounts = Schemas["ResourceAmounts"];

const PARTS = 1000;

/** A resource's name in an address and in a list of choices. */
export const CORES = "cores";

export const resourceOf = (share: Share): string => share.cardModel ?? CORES;

/** The resources of a tree; cards first, as every queue lists them. */
export function resources(organisations: Organisation[]): string[] {
  return organisations[0]?.shares.map(resourceOf) ?? [];
}

export const shareOf = (queue: Organisation | Project, resource: string): Share | undefined => queue.shares.find((share) => resourceOf(share) === resource);

/** Thousandths as a number of cores or cards. */
export const whole = (thousandths: number): number => thousandths / PARTS;

/** What a bar is drawn of, in percent of its length. */
export interface Bar {
  /** What is used within the guarantee. */
  own: number;
  /** What is used beyond it. */
  borrowed: number;
  /** Where marks stand; undefined where there is nothing to mark. */
  guaranteed?: number;
  deserved?: number;
}

/** The longest that a bar of these queues must show; at least 1, so that nothing is divided by nothing. */
export function longest(shares: Share[]): number {
  return Math.max(1, ...shares.flatMap((share) => [share.used, share.guaranteed, share.deserved]));
}

export function barOf(share: Share, length: number): Bar {
  const part = (amount: number) => (100 * amount) / length;
  return {
    own: part(share.used - share.borrowed),
    borrowed: part(share.borrowed),
    guaranteed: share.guaranteed > 0 ? part(share.guaranteed) : undefined,
    deserved: share.deserved > 0 ? part(share.deserved) : undefined,
  };
}

/** A field of the form of rights: what is guaranteed, the limits, and of what. */
export type Kind = "guaranteed" | "limit" | "userLimit";
export const KINDS: Kind[] = ["guaranteed", "limit", "userLimit"];

/** How many parts of an amount make one, as people count it: GiB, cores, cards. */
const partsOf = (resource: string) => (resource === MEMORY ? 1024 : PARTS);

export const MEMORY = "memory";

/** The API's name of a resource within amounts, as problems name it. */
export const fieldOf = (resource: string): string => (resource === CORES ? "milliCores" : resource === MEMORY ? "memoryMiB" : `milliCards.${resource}`);

/** An amount as people count it; null where nothing is said. */
export function amountOf(amounts: Amounts, resource: string): number | null {
  const parts = resource === CORES ? amounts.milliCores : resource === MEMORY ? amounts.memoryMiB : amounts.milliCards?.[resource];
  return parts === undefined ? null : parts / partsOf(resource);
}

/** The amounts that a form's fields make; an empty one is left out. */
export function amountsOf(fields: Record<string, number | null>): Amounts {
  const amounts: Amounts = {};
  for (const [resource, amount] of Object.entries(fields)) {
    if (amount === null) continue;
    const parts = Math.round(amount * partsOf(resource));
    if (resource === CORES) amounts.milliCores = parts;
    else if (resource === MEMORY) amounts.memoryMiB = parts;
    else amounts.milliCards = { ...amounts.milliCards, [resource]: parts };
  }
  return amounts;
}
