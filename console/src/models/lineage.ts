/** Where the nodes of a lineage stand and how they are joined. Pure; all lengths in pixels. */

export const NODE = 62;
export const GAP = 12;

/** The height of a picture whose fullest stage has so many nodes. */
export const heightOf = (most: number) => most * NODE + Math.max(0, most - 1) * GAP;

/** The middles of a stage's nodes, which stand around the picture's own middle. */
export function middlesOf(count: number, height: number): number[] {
  const top = (height - heightOf(count)) / 2;
  return Array.from({ length: count }, (_, index) => top + index * (NODE + GAP) + NODE / 2);
}

/** The lines from each node of a stage to each of the next, as paths across a strip so wide. */
export function linesOf(from: number, to: number, height: number, width: number): string[] {
  const half = width / 2;
  return middlesOf(from, height).flatMap((start) => middlesOf(to, height).map((end) => `M0 ${start} C${half} ${start} ${half} ${end} ${width} ${end}`));
}

/** What a specification calls a thing: a name, with or without a version. */
export function referenceOf(text: string): { name: string; version?: number } {
  const [name = "", version] = text.split("@");
  return version && /^\d+$/.test(version) ? { name, version: Number(version) } : { name };
}
