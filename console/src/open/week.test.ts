import { expect, it } from "vitest";
import { weekOf } from "./week";

it("makes a curve in percent of each kind, and none where a model was not there yet", () => {
  const series = weekOf(
    [
      { at: "2026-01-01T00:00:00Z", coresShare: 0.5, memoryShare: 0.1, cards: [] },
      { at: "2026-01-01T01:00:00Z", coresShare: 0.55, memoryShare: 0.15, cards: [{ model: "ascend910b", share: 1 }] },
    ],
    { cores: "cpu", memory: "mem", cards: (model) => model },
  );
  expect(series.map(({ name, points }) => [name, points.map(([, y]) => y)])).toEqual([
    ["cpu", [50, 55]],
    ["mem", [10, 15]],
    ["ascend910b", [100]],
  ]);
});
