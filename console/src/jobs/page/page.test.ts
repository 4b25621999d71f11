import { describe, expect, it } from "vitest";
import type { Schemas } from "../../api/client";
import { runningCost, runSeconds, stagesOf } from "./life";
import { familiesOf, thinned } from "./metrics";

type Job = Schemas["Job"];

const attempt = (more: Partial<Schemas["Attempt"]>): Schemas["Attempt"] => ({ id: "a", number: 1, state: "RUNNING", engine: "local", nodes: [], cards: [], heldYuan: "1", ...more });

const job = (more: Partial<Job>): Job =>
  ({ id: "j", state: "QUEUED", nodes: 2, submittedAt: "2026-01-01T00:00:00Z", queuedAt: "2026-01-01T00:00:00Z", attempts: [], ...more }) as Job;

const states = (it: Job) => stagesOf(it).map((stage) => stage.state).join(" ");

describe("a job's life", () => {
  it("stands in the queue, and stands there again when it is tried again", () => {
    expect(states(job({}))).toBe("done now todo todo todo todo");
    const again = job({ placedAt: "2026-01-01T00:01:00Z", attempts: [attempt({ state: "ENDED", startedAt: "2026-01-01T00:01:00Z" })] });
    expect(states(again)).toBe("done now todo todo todo todo");
  });

  it("is placed, runs, ends and is billed", () => {
    const placed = { placedAt: "2026-01-01T00:01:00Z", attempts: [attempt({ state: "STARTING" })] };
    expect(states(job({ state: "STARTING", ...placed }))).toBe("done done now todo todo todo");
    const running = { ...placed, attempts: [attempt({ startedAt: "2026-01-01T00:02:00Z" })] };
    expect(states(job({ state: "RUNNING", ...running, billedAt: "2026-01-01T01:00:00Z" }))).toBe("done done done now todo todo");
    const ended = { ...running, endedAt: "2026-01-01T00:03:00Z" };
    expect(states(job({ state: "SUCCEEDED", heldYuan: "1.00", ...ended }))).toBe("done done done done done now");
    expect(states(job({ state: "SUCCEEDED", heldYuan: "0.000000", ...ended }))).toBe("done done done done done done");
    expect(states(job({ state: "FAILED", ...ended, billedAt: "2026-01-01T00:03:01Z" }))).toBe("done done done done failed done");
  });

  it("is never billed where it never ran", () => {
    expect(states(job({ state: "CANCELLED", endedAt: "2026-01-01T00:03:00Z" }))).toBe("done done todo todo done todo");
  });

  it("runs as long as its attempts do, not while it waits between them", () => {
    const first = attempt({ startedAt: "2026-01-01T00:00:00Z", endedAt: "2026-01-01T00:00:10Z" });
    const second = attempt({ startedAt: "2026-01-01T01:00:00Z" });
    expect(runSeconds(job({ attempts: [first, second] }), Date.parse("2026-01-01T01:00:05Z"))).toBe(15);
    expect(runSeconds(job({}), 0)).toBeUndefined();
  });

  it("costs by the second while it runs", () => {
    const running = job({ state: "RUNNING", attempts: [attempt({ startedAt: "2026-01-01T00:00:00Z" })] });
    expect(runningCost(running, "0.50", Date.parse("2026-01-01T00:30:00Z"))).toBe("0.500000");
    expect(runningCost(job({ state: "FAILED" }), "0.50", 0)).toBeUndefined();
  });
});

describe("metrics", () => {
  it("are drawn by family over the steps", () => {
    const families = familiesOf([
      { step: 1, epoch: 0, loss: 2, val_loss: 3, note: "x" },
      { step: 2, loss: 1, accuracy: 0.5, broken: NaN },
    ]);
    expect(families.map((family) => [family.name, family.x, family.series.map((series) => series.name)])).toEqual([
      ["loss", "step", ["loss", "val_loss"]],
      ["accuracy", "step", ["accuracy"]],
    ]);
    expect(families[0]?.series[0]?.points).toEqual([[1, 2], [2, 1]]);
    expect(familiesOf([{ reward: 1 }, { reward: 2 }])[0]?.series[0]?.points).toEqual([[1, 1], [2, 2]]);
  });

  it("keep their extremes when there are too many points to draw", () => {
    const points = Array.from({ length: 50_000 }, (_, index): [number, number] => [index, index === 31_234 ? 99 : Math.sin(index)]);
    const kept = thinned(points);
    expect(kept.length).toBeLessThan(2_100);
    expect(kept.some(([, y]) => y === 99)).toBe(true);
    expect(kept[0]).toEqual(points[0]);
    expect(kept.at(-1)).toEqual(points.at(-1));
  });
});
