import { expect, it } from "vitest";
import { curveOf, endsOfEpochs } from "./metrics";

it("keeps the figures over all held-out digits, one an epoch", () => {
  const lines = [
    { step: 10, epoch: 1, accuracy: 0.1 },
    { step: 12, epoch: 1, accuracy: 0.5, loss: 1 },
    { step: 20, epoch: 2, accuracy: 0.9 },
  ];
  expect(curveOf(endsOfEpochs(lines), "accuracy")).toEqual([[12, 0.5]]);
  expect(curveOf(endsOfEpochs([...lines, { step: 20, epoch: 2, accuracy: 0.7 }]), "accuracy")).toEqual([[12, 0.5], [20, 0.7]]);
  expect(curveOf(lines, "loss")).toEqual([[12, 1]]);
});
