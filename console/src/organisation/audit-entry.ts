/** The actions that the log can be narrowed to, in the order in which people look for them. */
export const ACTIONS = [
  "session.opened",
  "session.ended",
  "password.changed",
  "member.added",
  "member.changed",
  "member.removed",
  "key.created",
  "key.revoked",
  "project.created",
  "job.submit",
  "job.cancel",
  "snapshot.made",
  "notebook.created",
  "notebook.started",
  "notebook.stopped",
  "notebook.deleted",
  "endpoint.created",
  "endpoint.deleted",
  "dataset.created",
  "dataset-version.added",
  "dataset-version.deleted",
  "dataset.deleted",
  "model-version.deleted",
  "wallet.topped-up",
  "organisation.applied",
  "organisation.approved",
  "organisation.rejected",
  "organisation.suspended",
  "organisation.resumed",
  "queue.rights-given",
  "reservation.made",
  "reservation.removed",
  "maintenance.announced",
  "maintenance.removed",
  "node.drain",
  "node.resume",
  "node.place",
] as const;

/** Those that happen in the log of a tenant, or of the centre. */
export const actionsFor = (staff: boolean) => ACTIONS.filter((action) => staff || !/^(node|maintenance)\./.test(action));

/** How far back one may ask to look, in days. */
export const SPANS = [1, 7, 30, 90] as const;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The instant so many days before now; to the minute, so that a list is not asked for anew at each look. */
export function since(days: string | undefined, now: number): string | undefined {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1) return undefined;
  return new Date(Math.floor((now - count * DAY_MS) / MINUTE_MS) * MINUTE_MS).toISOString();
}

/** What something is called in its entry: by its name, else by the beginning of its id. */
export function calledIn(entry: { subjectId: string; detail: Record<string, string> }): string {
  const { name, version, email } = entry.detail;
  return version ?? name ?? email ?? entry.subjectId.slice(0, 8);
}

const PAGES: Record<string, string> = { job: "/jobs/", notebook: "/notebooks/" };

/** Where something is shown, if it has a page and may still be there. */
export const pageOf = (entry: { subjectKind: string; subjectId: string }): string | undefined => {
  const start = PAGES[entry.subjectKind];
  return start && start + entry.subjectId;
};
