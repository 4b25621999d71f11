/** What the digits sample is made of, and how its model is asked. Pure. */

/** Its files under /samples/digits/: those of a folder are data, the others are code. */
export const DATA_FILES = ["train.csv", "heldout.csv"];
export const CODE_FILES = ["job.yaml", "train.py", "README.md"];

export const BATCH = 32;
const SIDE = 8;
const PIXELS = SIDE * SIDE;
const WHITE = 16;
const CLASSES = 10;

/** The digits that the model never saw: pixels between 0 and 1, and what each shows. */
export interface Heldout {
  pictures: number[][];
  labels: number[];
}

/** @throws Error naming the line that has not 64 pixels and a label */
export function parseHeldout(csv: string): Heldout {
  const lines = csv.trim().split(/\r?\n/).slice(1);
  const rows = lines.map((line, index) => {
    const cells = line.split(",").map(Number);
    if (cells.length !== PIXELS + 1 || cells.some(Number.isNaN)) throw new Error(`heldout.csv, line ${index + 2}`);
    return cells;
  });
  return { pictures: rows.map((row) => row.slice(0, PIXELS).map((pixel) => pixel / WHITE)), labels: rows.map((row) => row[PIXELS] as number) };
}

/** The pictures in groups of which each is one call. */
export function batchesOf<T>(pictures: T[], size = BATCH): T[][] {
  return Array.from({ length: Math.ceil(pictures.length / size) }, (_, index) => pictures.slice(index * size, (index + 1) * size));
}

/** A question in the Open Inference Protocol. */
export function requestOf(pictures: number[][]) {
  return { inputs: [{ name: "pixels", datatype: "FP32", shape: [pictures.length, 1, SIDE, SIDE], data: pictures.flat() }] };
}

/** The digits that an answer names: of each picture's ten figures the largest. */
export function answersIn(response: unknown, pictures: number): number[] {
  const outputs = (response as { outputs?: { name: string; data: number[] }[] }).outputs ?? [];
  const logits = outputs.find((output) => output.name === "logits")?.data;
  if (logits?.length !== pictures * CLASSES) throw new Error(`${logits?.length ?? 0} figures for ${pictures} pictures`);
  return Array.from({ length: pictures }, (_, index) => largest(logits.slice(index * CLASSES, (index + 1) * CLASSES)));
}

function largest(figures: number[]): number {
  return figures.reduce((best, figure, index) => (figure > (figures[best] as number) ? index : best), 0);
}

export const countSame = (a: number[], b: number[]) => a.filter((digit, index) => digit === b[index]).length;

/** A free name: the one wanted, else with a number behind it. */
export function freeName(wanted: string, taken: string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.includes(name)) return name;
  }
}

interface NamedFile {
  path: string;
  sha256: string;
}

/** Whether two trees hold the same files. */
export function sameTree(a: NamedFile[], b: NamedFile[]): boolean {
  const hashes = new Map(a.map((file) => [file.path, file.sha256]));
  return a.length === b.length && b.every((file) => hashes.get(file.path) === file.sha256);
}

/** Which pictures to show of those that were answered: the wrong ones first, then the first of the others. */
export function choose(labels: number[], answers: number[], most: number): number[] {
  const indices = answers.map((_, index) => index);
  const wrong = indices.filter((index) => labels[index] !== answers[index]);
  const right = indices.filter((index) => labels[index] === answers[index]);
  return [...wrong, ...right].slice(0, most);
}
