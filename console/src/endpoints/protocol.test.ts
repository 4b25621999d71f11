import { expect, it } from "vitest";
import { digitRequest, digitsInput, exampleRequest, largestOf, pretty, sharesIn, softmax } from "./protocol";

const DIGITS = { name: "digits", inputs: [{ name: "pixels", datatype: "FP32", shape: [-1, 1, 8, 8] }], outputs: [{ name: "logits", datatype: "FP32", shape: [-1, 10] }] };

it("knows the digits' shape, in a row too", () => {
  expect(digitsInput(DIGITS)?.name).toBe("pixels");
  expect(digitsInput({ ...DIGITS, inputs: [{ name: "x", datatype: "FP32", shape: [-1, 64] }] })?.name).toBe("x");
});

it("takes no other shape for the digits'", () => {
  expect(digitsInput({ ...DIGITS, inputs: [{ name: "x", datatype: "FP32", shape: [-1, 28, 28] }] })).toBeUndefined();
  expect(digitsInput({ ...DIGITS, inputs: [{ name: "x", datatype: "INT64", shape: [-1, 64] }] })).toBeUndefined();
  expect(digitsInput({ ...DIGITS, outputs: [{ name: "y", datatype: "FP32", shape: [-1, 2] }] })).toBeUndefined();
});

it("asks with pixels between 0 and 1", () => {
  const [input] = digitRequest(DIGITS.inputs[0]!, [16, 8, ...Array<number>(62).fill(0)]).inputs;
  expect(input?.shape).toEqual([1, 1, 8, 8]);
  expect(input?.data.slice(0, 3)).toEqual([1, 0.5, 0]);
});

it("makes an example whose data fit its shape", () => {
  const [input] = exampleRequest({ ...DIGITS, inputs: [{ name: "text", datatype: "BYTES", shape: [-1, 2] }] }).inputs;
  expect(input).toEqual({ name: "text", datatype: "BYTES", shape: [1, 2], data: ["", ""] });
});

it("turns scores into shares, and leaves shares alone", () => {
  expect(softmax([0, 0])).toEqual([0.5, 0.5]);
  expect(softmax([0.25, 0.75])).toEqual([0.25, 0.75]);
  expect(softmax([1000, 0])[0]).toBeCloseTo(1);
});

it("finds the classes' figures in an answer", () => {
  const scores = [0, 0, 0, 9, 0, 0, 0, 0, 0, 0];
  expect(largestOf(sharesIn(JSON.stringify({ outputs: [{ name: "logits", shape: [1, 10], data: scores }] }))!)).toBe(3);
  expect(sharesIn("{}")).toBeUndefined();
  expect(sharesIn("no JSON")).toBeUndefined();
});

it("writes lists on one line", () => expect(pretty({ a: [1, 2] })).toBe('{\n  "a": [1, 2]\n}'));
