import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Duration, useFormat, useNow } from "../../ui/figures";
import type { Job } from "./JobPage";
import { useCause } from "./causes";

/** Why a job waits, and when that is likely to be over: what somebody opens the page for. */
export function Waiting({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  useNow();
  const start = job.likelyStart;
  return (
    <section className="banner banner-wait" aria-label={t("wait.title")}>
      <p className="banner-lead">
        {job.reason ?? t("wait.soon")}
      </p>
      <p>
        {start?.at ? <strong>{t("wait.at", { time: format.exact(start.at), relative: format.relative(start.at) })}</strong> : start && <strong>{t("wait.unknown")}</strong>}{" "}
        {start && <span className="muted">{start.why}</span>}
      </p>
      <p className="muted">
        {t("wait.since")} <Duration from={job.queuedAt} /> · {job.flavour}
        {job.nodes > 1 && ` × ${job.nodes}`} · {t(`priority.${job.spec.priority ?? "normal"}`)} · <Link to="/flavours">{t("wait.others")}</Link>
      </p>
    </section>
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
