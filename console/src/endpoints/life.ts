import type { Schemas } from "../api/client";
import type { Step } from "../ui/LifeLine";

type Endpoint = Schemas["EndpointView"];
type Job = Schemas["Job"];

/** The steps of an endpoint's life; their words are under "life" in the endpoints' messages. */
export type StepName = "deployed" | "placed" | "serving" | "stopped";
export type Stage = Pick<Step, "at" | "state"> & { key: StepName };

export const isOver = (endpoint: Pick<Endpoint, "state">) => endpoint.state === "STOPPED" || endpoint.state === "FAILED";

/** How far an endpoint has come, by the job that is its replica. */
export function stagesOf(endpoint: Endpoint, job: Job | undefined): Stage[] {
  const over = isOver(endpoint);
  const placedAt = job?.state === "QUEUED" ? undefined : job?.placedAt;
  const servedAt = over || endpoint.state !== "STARTING" ? job?.attempts.at(-1)?.startedAt : undefined;
  const now: StepName | undefined = over ? undefined : endpoint.state === "STARTING" ? (placedAt ? "serving" : "placed") : endpoint.state === "STOPPING" ? "stopped" : "serving";
  const stage = (key: StepName, at: string | undefined): Stage => ({ key, at, state: key === now ? "now" : key === "stopped" && endpoint.state === "FAILED" ? "failed" : at ? "done" : "todo" });
  return [stage("deployed", endpoint.createdAt), stage("placed", placedAt), stage("serving", servedAt), stage("stopped", over ? job?.endedAt : undefined)];
}

/** Who stopped an endpoint, where its reason is that somebody did: the server says it in English alone. */
export const stoppedBy = (reason: string | undefined): string | undefined => /^deleted by (.+)$/.exec(reason ?? "")?.[1];
