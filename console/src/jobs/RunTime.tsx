import type { Schemas } from "../api/client";
import { Duration, useNow } from "../ui/figures";
import { runSeconds } from "./page/life";

type Job = Schemas["Job"];

/** How long a job has run; it counts on while it does. */
export function RunTime({ job }: { job: Job }) {
  return job.attempts.at(-1)?.state === "RUNNING" ? <RunningTime job={job} /> : <RunSeconds job={job} now={0} />;
}

function RunningTime({ job }: { job: Job }) {
  return <RunSeconds job={job} now={useNow()} />;
}

function RunSeconds({ job, now }: { job: Job; now: number }) {
  const seconds = runSeconds(job, now);
  return seconds === undefined ? <span className="figure">–</span> : <Duration seconds={seconds} />;
}
