import { query } from "../api/client";
import { sumOf } from "./costs";
import type { Run } from "./trail";

/** What the run's job and endpoint were charged so far, without the endpoint's calls; undefined while unknown. */
export function useCosts(run: Run): string | undefined {
  const training = useCost(run.trail.job?.id);
  const serving = useCost(run.trail.endpoint?.jobId);
  return training === undefined ? undefined : sumOf([training, serving ?? "0"]);
}

function useCost(id: string | undefined): string | undefined {
  const job = query.useQuery("get", "/v1/jobs/{id}", { params: { path: { id: id ?? "" } } }, { enabled: id !== undefined });
  return job.data?.costYuan;
}
