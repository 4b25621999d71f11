/** The Open Inference Protocol (V2) as far as the pages speak it. Pure. */

export interface Tensor {
  name: string;
  datatype: string;
  /** -1 stands for any length. */
  shape: number[];
}

/** What a model takes and answers. */
export interface Signature {
  name: string;
  platform?: string;
  inputs: Tensor[];
  outputs: Tensor[];
}

export const SIDE = 8;
const PIXELS = SIDE * SIDE;
const WHITE = 16;
const CLASSES = 10;
/** Examples longer than this help nobody. */
const MOST_VALUES = 4096;

const sizeOf = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
const one = (shape: number[]) => shape.map((length) => (length < 0 ? 1 : length));

/** The input that takes one picture of 8 by 8 and is answered with ten figures; undefined where there is none. */
export function digitsInput(signature: Signature): Tensor | undefined {
  const [input, ...others] = signature.inputs;
  if (!input || others.length > 0 || !["FP32", "FP64"].includes(input.datatype)) return undefined;
  const answersClasses = signature.outputs.some((output) => output.shape.at(-1) === CLASSES && sizeOf(one(output.shape)) === CLASSES);
  return answersClasses && input.shape.length > 1 && sizeOf(one(input.shape)) === PIXELS ? input : undefined;
}

/** The question what a picture shows, its pixels between 0 and 16. */
export function digitRequest(input: Tensor, pixels: number[]) {
  return { inputs: [{ name: input.name, datatype: input.datatype, shape: one(input.shape), data: pixels.map((ink) => ink / WHITE) }] };
}

/** A question of the right shape: one case, all its values nothing. */
export function exampleRequest(signature: Signature) {
  return {
    inputs: signature.inputs.map(({ name, datatype, shape }) => {
      const example = one(shape);
      const value = datatype === "BYTES" ? "" : datatype === "BOOL" ? false : 0;
      return { name, datatype, shape: example, data: Array.from({ length: Math.min(sizeOf(example), MOST_VALUES) }, () => value) };
    }),
  };
}

/** JSON that people read: lists of plain values on one line each. */
export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[[^[\]{}]*\]/g, (list) => list.replace(/\s*\n\s*/g, " ").replace("[ ", "[").replace(" ]", "]"));
}

/** Text as it is where it is no JSON. */
export function prettyText(text: string): string {
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

/** What an answer says of each class, in shares of one; undefined where it says no such thing. */
export function sharesIn(response: string): number[] | undefined {
  try {
    const { outputs } = JSON.parse(response) as { outputs?: { data?: unknown }[] };
    const figures = outputs?.map(({ data }) => (Array.isArray(data) ? data.flat(Infinity) : [])).find((data) => data.length === CLASSES);
    return figures?.every((figure) => typeof figure === "number") ? softmax(figures) : undefined;
  } catch {
    return undefined;
  }
}

/** Scores as shares of one; shares already stay as they are. */
export function softmax(figures: number[]): number[] {
  const sum = figures.reduce((total, figure) => total + figure, 0);
  if (figures.every((figure) => figure >= 0) && Math.abs(sum - 1) < 1e-3) return figures;
  const most = Math.max(...figures);
  const powers = figures.map((figure) => Math.exp(figure - most));
  const whole = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / whole);
}

export const largestOf = (shares: number[]): number => shares.indexOf(Math.max(...shares));
