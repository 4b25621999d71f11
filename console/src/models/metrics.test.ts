import { describe, expect, it } from "vitest";
import { foremost, metricText, ordered } from "./metrics";

describe("a version's metrics", () => {
  it("are measurements first, then what counts along", () => {
    expect(ordered({ step: 1350, loss: 0.1, epoch: 30, accuracy: 0.9 }).map(([name]) => name)).toEqual(["accuracy", "loss", "step", "epoch"]);
    expect(foremost({ step: 1, loss: 0.1 }, 2)).toEqual([["loss", 0.1]]);
  });

  it("are written with the digits that count", () => {
    expect(metricText(0.988889, "en")).toBe("0.98889");
    expect(metricText(1350, "en")).toBe("1,350");
    expect(metricText(3.5e-5, "en")).toBe("3.5e-5");
    expect(metricText(0, "en")).toBe("0");
  });
});
