import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../../api/client";
import { Duration, useFormat, useNow } from "../../ui/figures";
import type { Job } from "./JobPage";
import { useCause } from "./causes";

/** The queue moves by jobs of which a tenant hears nothing. */
const QUEUE_MS = 10_000;
/** A foresight that is older than this says so. */
const STALE_S = 30;

/** Why a job waits, when that is likely to be over, and what would end it sooner: what somebody opens the page for. */
export function Waiting({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const now = useNow();
  const wait = query.useQuery("get", "/v1/jobs/{id}/wait", { params: { path: { id: job.id } } }, { refetchInterval: QUEUE_MS }).data;
  const start = wait?.likelyStart ?? job.likelyStart;
  const age = start ? Math.max(0, Math.round((now - Date.parse(start.asOf)) / 1000)) : 0;
  return (
    <section className="banner banner-wait" aria-label={t("wait.title")}>
      <p className="banner-lead">{wait?.reason ?? job.reason ?? t("wait.soon")}</p>
      {wait?.never && <p><strong>{wait.never}</strong></p>}
      <p>
        {start?.at ? <strong>{t("wait.at", { time: format.exact(start.at), relative: format.relative(start.at) })}</strong> : start && <strong>{t("wait.unknown")}</strong>}{" "}
        {start && <span className="muted">{start.why} {age >= STALE_S && t("wait.age", { age: format.duration(age) })}</span>}
      </p>
      {wait && wait.changes.length > 0 && <Changes changes={wait.changes} />}
      <p className="muted">
        {wait?.position && <>{t("wait.own", { place: wait.position.own, all: wait.position.ownWaiting })} · {t("wait.line", { place: wait.position.line, all: wait.position.lineWaiting })} · </>}
        {t("wait.since")} <Duration from={job.queuedAt} /> · {job.flavour}
        {job.nodes > 1 && ` × ${job.nodes}`} · {t(`priority.${job.spec.priority ?? "normal"}`)} · <Link to="/flavours">{t("wait.others")}</Link>
      </p>
    </section>
  );
}

function Changes({ changes }: { changes: Schemas["WaitChange"][] }) {
  const { t } = useTranslation("jobs");
  return (
    <div>
      <p>{t("wait.changes")}</p>
      <ul className="wait-changes">
        {changes.map((change) => (
          <li key={change.text}>{change.text}</li>
        ))}
      </ul>
    </div>
  );
}

/** How a job ended that did not end well, whose fault that was, and what to do. */
export function Ending({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { cause, blame, detail } = useCause();
  if (!job.result) return null;
  const { result } = job;
  return (
    <section className={`banner ${job.state === "FAILED" ? "banner-bad" : "banner-off"}`} aria-label={t("page.ending")}>
      <p className="banner-lead">{cause(result.cause, job.attempts.at(-1)?.exitCode)}</p>
      {detail(result.detail) && <p>{result.detail}</p>}
      {result.blame && job.state === "FAILED" && <p className="muted">{blame(result.blame)}</p>}
    </section>
  );
}
