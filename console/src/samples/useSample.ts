import { useCallback, useEffect, useReducer, useRef } from "react";
import { useAddress } from "../ui/address";
import { walk, type Walk } from "./flow";
import { after, NOT_BEGUN, SampleError, type Change, type Trail } from "./trail";

const MINE = "penstock.sample";
const HELDOUT = 360;

/** Whether this tab began the run: it then goes on by itself after a reload; a link from somebody else does nothing. */
function isMine(jobId: string | undefined): boolean {
  try {
    return jobId !== undefined && sessionStorage.getItem(MINE) === jobId;
  } catch {
    return false;
  }
}

function remember(jobId: string): void {
  try {
    sessionStorage.setItem(MINE, jobId);
  } catch {
    // without a memory a reload asks before it goes on
  }
}

/** The sample's run; its job and endpoint stand in the address, so that it can be come back to. */
export function useSample(project: string | undefined) {
  const { get, set } = useAddress();
  const [run, change] = useReducer(after, NOT_BEGUN);
  const stop = useRef<AbortController | null>(null);
  const jobId = get("job");
  const endpointId = get("endpoint");
  const rightText = get("right");
  const right = rightText === undefined ? undefined : Number(rightText);

  const start = useCallback(
    (from: Pick<Walk, "jobId" | "endpointId" | "right">) => {
      stop.current?.abort();
      const control = new AbortController();
      stop.current = control;
      const unlessStopped = (made: () => Change) => {
        if (!control.signal.aborted) change(made());
      };
      // the whole place each time: what the address was when the run began is all that this closure knows of it
      let place: Record<string, string> = { ...(from.jobId && { job: from.jobId }), ...(from.endpointId && { endpoint: from.endpointId }) };
      const note = (trail: Partial<Trail>) => {
        if (control.signal.aborted) return;
        change({ kind: "note", trail });
        if (trail.job) remember(trail.job.id);
        const now = { ...place, ...placeOf(trail) };
        if (JSON.stringify(now) === JSON.stringify(place)) return;
        place = now;
        set(place);
      };
      if (from.right !== undefined) note({ asked: { done: HELDOUT, total: HELDOUT, right: from.right } });
      walk({ ...from, project, note, signal: control.signal, enter: (step) => unlessStopped(() => ({ kind: "enter", step, now: Date.now() })) })
        .then(() => unlessStopped(() => ({ kind: "finish", now: Date.now() })))
        .catch((error: unknown) => unlessStopped(() => ({ kind: "fail", error })));
    },
    [project, set],
  );

  const again = useCallback(() => {
    change({ kind: "reset" });
    set({ job: null, endpoint: null, right: null });
    start({});
  }, [start, set]);
  const go = useCallback(() => {
    const failed = run.failed?.error instanceof SampleError ? run.failed.error.kind : null;
    // what has ended badly can't be gone on with: another takes its place
    if (failed === "job-failed" || failed === "no-model") return again();
    const lost = failed === "endpoint-failed";
    if (lost) set({ endpoint: null });
    start({ jobId, endpointId: lost ? undefined : endpointId, right });
  }, [start, set, again, jobId, endpointId, right, run.failed]);

  useEffect(() => {
    // what is finished is only read; what is under way was begun in this tab
    if (isMine(jobId) || (jobId && endpointId && right !== undefined)) go();
    return () => stop.current?.abort();
    // once, as the page opens: later the address follows the run
  }, []);

  return { run, resumable: jobId !== undefined, go, again };
}

/** What of a run stands in the address. */
function placeOf({ job, endpoint, asked }: Partial<Trail>): Record<string, string> {
  return {
    ...(job && { job: job.id }),
    ...(endpoint && { endpoint: endpoint.id }),
    ...(asked?.same !== undefined && { right: String(asked.right) }),
  };
}
