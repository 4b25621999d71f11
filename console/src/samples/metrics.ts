import type { MetricLine } from "./trail";

/** One figure over the steps. */
export function curveOf(metrics: MetricLine[], name: "loss" | "accuracy"): [number, number][] {
  return metrics.flatMap((line): [number, number][] => {
    const value = line[name];
    return typeof value === "number" ? [[line.step, value]] : [];
  });
}

/** The last line of each epoch: it is over all held-out digits, the others are over a batch. */
export function endsOfEpochs(metrics: MetricLine[]): MetricLine[] {
  const closed = metrics.filter((line, index) => metrics[index + 1] !== undefined && metrics[index + 1]?.epoch !== line.epoch);
  const last = metrics.at(-1);
  // two lines of one step: the second closes its epoch
  return last && metrics.at(-2)?.step === last.step ? [...closed, last] : closed;
}
