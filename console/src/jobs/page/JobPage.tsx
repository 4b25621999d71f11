import { useMutation } from "@tanstack/react-query";
import { App, Button, Spin } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams } from "react-router";
import { api, query, type Schemas } from "../../api/client";
import { asProblem } from "../../api/problem";
import { can, useMe } from "../../api/session";
import { LifeLine } from "../../ui/LifeLine";
import { LinkButton } from "../../ui/LinkButton";
import { Page, Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import { When } from "../../ui/figures";
import { Status } from "../../ui/Status";
import { LogView } from "../log/LogView";
import { Attempts } from "./Attempts";
import { Cost } from "./Cost";
import { Curves } from "./Curves";
import { hasEnded, isSettled, stagesOf } from "./life";
import { Results } from "./Results";
import { Specification } from "./Specification";
import { Tasks } from "./Tasks";
import { UsageRecords } from "./UsageRecords";
import { Ending, Waiting } from "./Waiting";
import "../jobs.css";

export type Job = Schemas["Job"];

/** A foresight moves with the queue, of which a tenant hears nothing. */
const QUEUED_MS = 10_000;
/** Between the end and the charge lies a moment. */
const UNBILLED_MS = 2_000;

/** A job from its submission to its bill. */
export function JobPage() {
  const { t } = useTranslation("jobs");
  const { id = "" } = useParams();
  const job = query.useQuery(
    "get",
    "/v1/jobs/{id}",
    { params: { path: { id } } },
    {
      refetchInterval: ({ state: { data } }) =>
        data?.state === "QUEUED" ? QUEUED_MS : data && hasEnded(data) && !isSettled(data) ? UNBILLED_MS : false,
    },
  );
  if (job.data) return <Shown job={job.data} />;
  return (
    <Page title={t("page.title")} trail={<Link to="/jobs">{t("list.title")}</Link>}>
      {job.error ? <Refusal error={job.error} retry={asProblem(job.error).status === 404 ? undefined : () => void job.refetch()} /> : <Spin />}
    </Page>
  );
}

function Shown({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const attempt = job.attempts.at(-1)?.number ?? 0;
  const steps = stagesOf(job).map((stage) => ({ ...stage, label: t(`life.${stage.key}`), note: noteOf(stage.key) }));
  function noteOf(step: string): string | undefined {
    if (step === "placed" && job.placedAt && job.state !== "QUEUED") return job.placedOn.slice(0, 3).join(", ") + (job.placedOn.length > 3 ? " …" : "");
    if (step === "running" && job.state === "STOPPING") return t("life.stopping");
    if (step === "queued" && attempt > 0 && job.state === "QUEUED") return t("life.again", { count: attempt });
    if (step === "billed" && hasEnded(job) && attempt === 0) return t("life.nothingToBill");
    if (step === "billed" && isSettled(job) && !job.billedAt) return t("life.free");
    return undefined;
  }
  return (
    <Page
      title={job.name}
      called={`${job.name} · ${t("page.title")}`}
      aside={<Status state={job.state} />}
      trail={job.arrayId ? <Link to={`/jobs/${job.arrayId}`}>{t("tasks.array")}</Link> : <Link to="/jobs">{t("list.title")}</Link>}
      actions={<Actions job={job} />}
      command={`penstock job show ${job.id}`}
    >
      {job.state === "QUEUED" && <Waiting job={job} />}
      {job.unknownSince && <p role="status">{t("page.unknownSince")} <When at={job.unknownSince} absolute /></p>}
      {hasEnded(job) && job.state !== "SUCCEEDED" && <Ending job={job} />}
      <Section title={t("page.life")}>
        <LifeLine steps={steps} />
      </Section>
      <div className="job-columns">
        <div className="job-column">
          <Specification job={job} />
        </div>
        <div className="job-column">
          {/* an array has no program of its own: its tasks have */}
          {!job.tasks && <Log job={job} attempt={attempt} />}
          <Curves job={job} />
        </div>
        <div className="job-column">
          <Cost job={job} />
          <Results job={job} />
        </div>
      </div>
      {job.tasks && <Tasks array={job} />}
      {job.attempts.length > 0 && <Attempts job={job} />}
      {job.attempts.length > 0 && <UsageRecords job={job} />}
    </Page>
  );
}

/** The log of the last attempt; who comes for it is taken there. */
function Log({ job, attempt }: { job: Job; attempt: number }) {
  const { t } = useTranslation("jobs");
  const { hash } = useLocation();
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hash === "#log") part.current?.scrollIntoView();
  }, [hash]);
  return (
    <div ref={part} id="log">
      <Section title={attempt > 1 ? t("log.ofAttempt", { number: attempt }) : t("log.title")}>
        <LogView jobId={job.id} attempt={attempt} waits={!hasEnded(job) && job.state === "QUEUED"} />
      </Section>
    </div>
  );
}

function Actions({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { modal, message } = App.useApp();
  const submits = can(useMe(), "SUBMIT");
  const cancel = useMutation({
    mutationFn: () => api.POST("/v1/jobs/{id}/cancel", { params: { path: { id: job.id } } }),
    onSuccess: () => void message.success(t("page.cancelled", { name: job.name })),
    onError: (error) => void message.error(asProblem(error).detail || t("common:problem.unreachable")),
  });
  if (!submits) return null;
  const ask = () =>
    modal.confirm({
      title: t("page.cancelTitle", { name: job.name }),
      content: job.state === "QUEUED" ? t("page.cancelQueued") : t("page.cancelText"),
      okText: t("page.cancel"),
      okButtonProps: { danger: true },
      cancelText: t("page.keep"),
      onOk: () => cancel.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      {/* a notebook is started from its own page alone */}
      {job.kind !== "notebook" && <LinkButton to={`/jobs/new?from=${job.id}`}>{t("page.again")}</LinkButton>}
      {!hasEnded(job) && (
        <Button danger disabled={job.state === "STOPPING"} loading={cancel.isPending} onClick={ask}>
          {t("page.cancel")}
        </Button>
      )}
    </>
  );
}
