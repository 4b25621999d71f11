import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, it } from "vitest";
import { answersIn, batchesOf, choose, CODE_FILES, countSame, DATA_FILES, freeName, parseHeldout, requestOf, sameTree } from "./digits";

const SAMPLE = new URL("../../../samples/digits/", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, SAMPLE), "utf8");

it("knows every file that the sample's job needs", () => {
  const job = load(read("job.yaml")) as { command: string[]; inputs: { dataset: string }[] };
  expect(CODE_FILES).toContain(job.command[1]);
  expect(job.inputs[0]?.dataset).toBe("digits");
  for (const file of [...CODE_FILES, ...DATA_FILES.map((name) => `data/${name}`)]) expect(read(file)).not.toBe("");
});

it("reads the held-out digits as the model wants them", () => {
  const { pictures, labels } = parseHeldout(read("data/heldout.csv"));
  expect([pictures.length, labels.length]).toEqual([360, 360]);
  expect(Math.max(...pictures.flat())).toBe(1);
  expect(batchesOf(pictures).map((batch) => batch.length)).toEqual([...Array(11).fill(32), 8]);
  expect(requestOf(pictures.slice(0, 2)).inputs[0]).toMatchObject({ shape: [2, 1, 8, 8] });
  expect(() => parseHeldout("head\n1,2,3")).toThrow("line 2");
});

it("takes the largest of ten figures as the answer", () => {
  const data = [...Array(20).keys()].map((index) => (index === 3 || index === 17 ? 9 : index / 100));
  expect(answersIn({ outputs: [{ name: "logits", data }] }, 2)).toEqual([3, 7]);
  expect(() => answersIn({ outputs: [] }, 2)).toThrow("0 figures for 2 pictures");
  expect(countSame([1, 2, 3], [1, 5, 3])).toBe(2);
});

it("finds a free name", () => expect(freeName("digits", ["digits", "digits-2"])).toBe("digits-3"));

it("knows the same tree by its files", () => {
  const file = (path: string, sha256: string) => ({ path, sha256 });
  expect(sameTree([file("a", "1"), file("b", "2")], [file("b", "2"), file("a", "1")])).toBe(true);
  expect(sameTree([file("a", "1")], [file("a", "2")])).toBe(false);
  expect(sameTree([file("a", "1")], [file("a", "1"), file("b", "2")])).toBe(false);
});

it("shows the wrong answers first", () => expect(choose([1, 2, 3, 4], [1, 5, 3], 2)).toEqual([1, 0]));
