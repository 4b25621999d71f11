import { useMemo } from "react";
import { query } from "../api/client";

const MOST = 500;

/** What a charge leads to, and how it is called. */
export interface Subject {
  name: string;
  to: string;
  /** As the statement says it: `attempt` of a job, or `endpoint`. */
  kind: string;
  /** When it was submitted or deployed: names are used again. */
  at?: string;
}

interface Charged {
  resourceKind?: string;
  resource?: string;
  jobId?: string;
}

const short = (id: string) => id.slice(-8);

/**
 * The names of the jobs and endpoints behind charges. Two lists instead of a request for each
 * line: what is too old to be in them is called by the end of its id, and leads there all the same.
 */
export function useSubjects(): (charged: Charged) => Subject {
  const newest = { params: { query: { limit: MOST } } };
  const jobs = query.useQuery("get", "/v1/jobs", newest, { staleTime: 60_000 });
  const endpoints = query.useQuery("get", "/v1/endpoints", newest, { staleTime: 60_000 });
  const known = useMemo(() => {
    const subjects = new Map<string, Subject>();
    for (const endpoint of endpoints.data?.items ?? []) {
      const subject = { name: endpoint.name, to: `/endpoints/${endpoint.id}`, kind: "endpoint", at: endpoint.createdAt };
      subjects.set(endpoint.id, subject);
      subjects.set(endpoint.jobId, subject);
    }
    for (const job of jobs.data?.items ?? []) {
      // an endpoint's job is known by the endpoint
      const subject = subjects.get(job.id) ?? { name: job.name, to: `/jobs/${job.id}`, kind: "attempt", at: job.submittedAt };
      subjects.set(job.id, subject);
      for (const attempt of job.attempts) subjects.set(attempt.id, subject);
    }
    return subjects;
  }, [jobs.data, endpoints.data]);
  return ({ resource = "", resourceKind = "attempt", jobId }) => {
    const found = (jobId && known.get(jobId)) || known.get(resource);
    if (found) return found;
    return jobId ? { name: short(jobId), to: `/jobs/${jobId}`, kind: "attempt" } : { name: short(resource), to: resourceKind === "endpoint" ? `/endpoints/${resource}` : "/jobs", kind: resourceKind };
  };
}
