import type { Schemas } from "../../api/client";
import type { Step } from "../../ui/LifeLine";

type Job = Schemas["Job"];

/** The steps of a job's life; their words are under "life" in the jobs' messages. */
export const STEPS = ["submitted", "queued", "placed", "running", "ended", "billed"] as const;
export type StepName = (typeof STEPS)[number];
export type Stage = Pick<Step, "at" | "state"> & { key: StepName };

export const hasEnded = (job: Pick<Job, "state">): boolean => ["SUCCEEDED", "FAILED", "CANCELLED"].includes(job.state);

/** Whether the last word on its cost is said; what costs less than a millionth of a yuan is never charged. */
export const isSettled = (job: Pick<Job, "state" | "attempts" | "billedAt" | "heldYuan">): boolean =>
  hasEnded(job) && (job.attempts.length === 0 || Boolean(job.billedAt) || Number(job.heldYuan) === 0);

/** How far a job has come. A job that is tried again stands in the queue again. */
export function stagesOf(job: Job): Stage[] {
  const ended = hasEnded(job);
  const attempt = job.attempts.at(-1);
  const waits = job.state === "QUEUED";
  const placedAt = waits ? undefined : job.placedAt;
  const startedAt = waits ? undefined : (attempt?.startedAt ?? undefined);
  const now: StepName | undefined = ended ? (isSettled(job) ? undefined : "billed") : waits ? "queued" : startedAt ? "running" : "placed";
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
  if (key === "billed" && isSettled(job) && job.attempts.length > 0) return "done";
  return at ? "done" : "todo";
}

/** For how long a job has run, in seconds, waits between its attempts left out; undefined before its first. */
export function runSeconds(job: Pick<Job, "attempts">, now: number): number | undefined {
  const started = job.attempts.filter((attempt) => attempt.startedAt);
  if (started.length === 0) return undefined;
  return started.reduce((sum, { startedAt, endedAt }) => sum + Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt ?? "")) / 1000, 0);
}

/** What a job has cost since its attempt began, in yuan, at a price an hour: not yet a charge. */
export function runningCost(job: Job, perHourYuan: string | undefined, now: number): string | undefined {
  const attempt = job.attempts.at(-1);
  if (hasEnded(job) || !attempt?.startedAt || attempt.endedAt || !perHourYuan) return undefined;
  const hours = Math.max(0, now - Date.parse(attempt.startedAt)) / 3_600_000;
  return (Number(perHourYuan) * job.nodes * hours).toFixed(6);
}
