import { App, Button, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { Waiting } from "../jobs/page/Waiting";
import { Page } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { useReason } from "../ui/reason";
import { Status } from "../ui/Status";
import { useActs } from "./acts";
import { Files } from "./Files";
import { NotebookFacts } from "./NotebookFacts";
import { RunAsJob } from "./RunAsJob";
import { StopsAt } from "./StopsAt";
import "../jobs/jobs.css";
import "./notebooks.css";

type Notebook = Schemas["Notebook"];

/** What is done in a notebook moves its stop, of which nobody is told. */
const READY_MS = 15_000;

/** A notebook: open it, see when it stops and what it costs, run what was tried in it. */
export function NotebookPage() {
  const { t } = useTranslation("notebooks");
  const { id = "" } = useParams();
  const notebook = query.useQuery("get", "/v1/notebooks/{id}", { params: { path: { id } } }, { refetchInterval: ({ state: { data } }) => (data?.state === "READY" ? READY_MS : false) });
  if (notebook.data) return <Shown notebook={notebook.data} />;
  return (
    <Page title={t("page.title")} trail={<Link to="/notebooks">{t("list.title")}</Link>}>
      {notebook.error ? <Refusal error={notebook.error} retry={asProblem(notebook.error).status === 404 ? undefined : () => void notebook.refetch()} /> : <Spin />}
    </Page>
  );
}

function Shown({ notebook }: { notebook: Notebook }) {
  const { t } = useTranslation("notebooks");
  const [run, setRun] = useState<string>();
  const job = query.useQuery("get", "/v1/jobs/{id}", { params: { path: { id: notebook.jobId ?? "" } } }, { enabled: Boolean(notebook.jobId) });
  const acts = useActs(notebook);
  const uses = can(useMe(), "SUBMIT");
  const reason = useReason();
  return (
    <Page
      title={notebook.name}
      called={`${notebook.name} · ${t("page.title")}`}
      aside={<Status state={notebook.state} />}
      trail={<Link to="/notebooks">{t("list.title")}</Link>}
      actions={uses && <Actions notebook={notebook} acts={acts} />}
      command={notebook.state === "READY" ? `penstock notebook open ${notebook.name}` : `penstock notebook start ${notebook.name} --wait`}
    >
      {notebook.state === "STARTING" && job.data?.state === "QUEUED" && <Waiting job={job.data} />}
      {notebook.state === "STARTING" && job.data?.state !== "QUEUED" && <Banner lead={t("page.starting")} />}
      {notebook.state === "READY" && <Idle notebook={notebook} keep={uses ? () => acts.keep.mutate() : undefined} keeping={acts.keep.isPending} />}
      {(notebook.state === "FAILED" || notebook.state === "STOPPED") && notebook.reason && <Banner tone={notebook.state === "FAILED" ? "bad" : "off"} lead={reason(notebook.reason) ?? ""} text={t("page.startAgain")} />}
      <div className="wide-left">
        <Files notebook={notebook} run={uses ? setRun : undefined} />
        <NotebookFacts notebook={notebook} job={job.data} />
      </div>
      {run !== undefined && <RunAsJob notebook={notebook} file={run} close={() => setRun(undefined)} />}
    </Page>
  );
}

function Banner({ tone = "wait", lead, text }: { tone?: "wait" | "bad" | "off"; lead: string; text?: string }) {
  return (
    <section className={`banner banner-${tone}`} role="status">
      <p className="banner-lead">{lead}</p>
      {text && <p className="muted">{text}</p>}
    </section>
  );
}

/** The rule by which it is stopped, and how to put that off. */
function Idle({ notebook, keep, keeping }: { notebook: Notebook; keep?: () => void; keeping: boolean }) {
  const { t } = useTranslation("notebooks");
  return (
    <section className="banner banner-wait notebook-idle" aria-label={t("stops.title")}>
      <div>
        <p className="banner-lead"><StopsAt notebook={notebook} /></p>
        <p className="muted">{t("stops.rule", { count: notebook.idleMinutes })}</p>
      </div>
      {keep && <Button loading={keeping} onClick={keep}>{t("stops.keep")}</Button>}
    </section>
  );
}

function Actions({ notebook, acts }: { notebook: Notebook; acts: ReturnType<typeof useActs> }) {
  const { t } = useTranslation("notebooks");
  const { modal } = App.useApp();
  const { state, name } = notebook;
  const off = state === "STOPPED" || state === "FAILED";
  const remove = () =>
    modal.confirm({
      title: t("act.removeTitle", { name }),
      content: t("act.removeText"),
      okText: t("act.remove"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: () => acts.remove.mutateAsync().catch(() => undefined),
    });
  const stop = () =>
    modal.confirm({
      title: t("act.stopTitle", { name }),
      content: t("act.stopText"),
      okText: t("act.stop"),
      cancelText: t("common:action.cancel"),
      onOk: () => acts.stop.mutateAsync().catch(() => undefined),
    });
  return (
    <>
      {off && <Button danger type="text" onClick={remove}>{t("act.remove")}</Button>}
      {(state === "READY" || state === "STARTING") && <Button loading={acts.stop.isPending} onClick={stop}>{t("act.stop")}</Button>}
      {off && <Button type="primary" loading={acts.start.isPending} onClick={() => acts.start.mutate()}>{t("act.start")}</Button>}
      {state === "READY" && <Button type="primary" loading={acts.opening} onClick={acts.open}>{t("act.open")}</Button>}
    </>
  );
}
