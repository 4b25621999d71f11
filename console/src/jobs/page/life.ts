import type { Schemas } from "../../api/client";
import type { Step } from "../../ui/LifeLine";

type Job = Schemas["Job"];

/** The steps of a job's life; their words are under "life" in the jobs' messages. */
export const STEPS = ["submitted", "queued", "placed", "running", "ended", "billed"] as const;
export type StepName = (typeof STEPS)[number];
export type Stage = Pick<Step, "at" | "state"> & { key: StepName };

export const hasEnded = (job: Pick<Job, "state">): boolean => ["SUCCEEDED", "FAILED", "CANCELLED"].includes(job.state);

/** How far a job has come. A job that is tried again stands in the queue again. */
export function stagesOf(job: Job): Stage[] {
  const ended = hasEnded(job);
  const attempt = job.attempts.at(-1);
  const waits = job.state === "QUEUED";
  const placedAt = waits ? undefined : job.placedAt;
  const startedAt = waits ? undefined : (attempt?.startedAt ?? undefined);
  const now: StepName | undefined = ended ? (job.billedAt || !attempt ? undefined : "billed") : waits ? "queued" : startedAt ? "running" : "placed";
  const at: Record<StepName, string | undefined> = {
    submitted: job.submittedAt,
    queued: job.queuedAt,
    placed: placedAt,
    running: startedAt,
    ended: job.endedAt,
    billed: ended ? job.billedAt : undefined,
  };
  return STEPS.map((key) => ({ key, at: at[key], state: stateOf(key, at[key], now, job) }));
}

function stateOf(key: StepName, at: string | undefined, now: StepName | undefined, job: Job): Step["state"] {
  if (key === now) return "now";
  if (key === "ended" && job.state === "FAILED") return "failed";
  return at ? "done" : "todo";
}

/** What a job has cost since its attempt began, in yuan, at a price an hour: not yet a charge. */
export function runningCost(job: Job, perHourYuan: string | undefined, now: number): string | undefined {
  const attempt = job.attempts.at(-1);
  if (hasEnded(job) || !attempt?.startedAt || attempt.endedAt || !perHourYuan) return undefined;
  const hours = Math.max(0, now - Date.parse(attempt.startedAt)) / 3_600_000;
  return (Number(perHourYuan) * job.nodes * hours).toFixed(6);
}
