import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useReason } from "../ui/reason";

type Job = Schemas["Job"];

/** The machine that a job asks for. */
export function Where({ job }: { job: Pick<Job, "flavour" | "nodes"> }) {
  return (
    <span className="mono">
      {job.flavour}
      {job.nodes > 1 && ` × ${job.nodes}`}
    </span>
  );
}

/** Why it waits, or how it went wrong: what somebody would open the job for. */
export function Why({ job }: { job: Job }) {
  const reason = useReason();
  const { t, i18n } = useTranslation("jobs");
  if (job.tasks && job.state !== "QUEUED") {
    return <span className="muted" title={job.reason ?? job.result?.detail ?? undefined}>{t("page.tasks", { ...job.tasks })}</span>;
  }
  if (job.state === "FAILED" && job.result) {
    const cause = job.result.cause;
    const word = i18n.exists(`jobs:cause.${cause}`) ? t(`cause.${cause}`) : cause;
    return <span title={job.result.detail ?? undefined}>{word}</span>;
  }
  return <span className="muted" title={job.reason ?? undefined}>{reason(job.reason)}</span>;
}
