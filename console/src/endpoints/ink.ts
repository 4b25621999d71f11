import { SIDE } from "./protocol";

/** A picture of 8 by 8: its ink from 0 to 16, row by row. Pure. */
export type Picture = readonly number[];

export interface Point {
  /** From 0 at the left edge to 8 at the right one. */
  x: number;
  /** From 0 at the top to 8 at the bottom. */
  y: number;
}

export const FULL = 16;
export const BLANK: Picture = Array.from({ length: SIDE * SIDE }, () => 0);

/** Half the width of the brush's full ink, and where it ends, in squares. */
const CORE = 0.35;
const REACH = 1.05;
/** A stroke is dabs this close together. */
const STEP = 0.25;

export const isBlank = (picture: Picture) => picture.every((ink) => ink === 0);

/** The square at a row and a column. */
export const indexOf = (row: number, column: number) => row * SIDE + column;

export const middleOf = (index: number): Point => ({ x: (index % SIDE) + 0.5, y: Math.floor(index / SIDE) + 0.5 });

/** A touch of the soft brush: full in its middle, less toward its edge; never lighter than before. */
export function dab(picture: Picture, at: Point): Picture {
  return picture.map((ink, index) => Math.max(ink, Math.round(FULL * strengthAt(index, at))));
}

/** A touch of the eraser. */
export function wipe(picture: Picture, at: Point): Picture {
  return picture.map((ink, index) => Math.min(ink, Math.round(FULL * (1 - strengthAt(index, at)))));
}

function strengthAt(index: number, at: Point): number {
  const middle = middleOf(index);
  const distance = Math.hypot(middle.x - at.x, middle.y - at.y);
  return Math.min(1, Math.max(0, (REACH - distance) / (REACH - CORE)));
}

/** Touches all the way from one point to another. */
export function stroke(picture: Picture, from: Point, to: Point, touch: typeof dab): Picture {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / STEP));
  let drawn = picture;
  for (let step = 1; step <= steps; step++) {
    const share = step / steps;
    drawn = touch(drawn, { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
  }
  return drawn;
}

const MOVES: Record<string, [rows: number, columns: number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Where a key moves from a square; undefined for keys that move nowhere. */
export function moved(index: number, key: string): number | undefined {
  const row = Math.floor(index / SIDE);
  const column = index % SIDE;
  if (key === "Home") return indexOf(row, 0);
  if (key === "End") return indexOf(row, SIDE - 1);
  const move = MOVES[key];
  if (!move) return undefined;
  const clamp = (value: number) => Math.min(SIDE - 1, Math.max(0, value));
  return indexOf(clamp(row + move[0]), clamp(column + move[1]));
}
