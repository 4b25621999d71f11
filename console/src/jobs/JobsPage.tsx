import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { Duration, Money, useFormat, useNow, When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Where, Why } from "./cells";
import { runSeconds } from "./page/life";
import "./jobs.css";

type Job = Schemas["Job"];

const KINDS = ["training", "batch", "service", "notebook"] as const;
const STATES = ["QUEUED", "STARTING", "RUNNING", "STOPPING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;

/** All jobs of the organisation, or of the project that is chosen. */
export function JobsPage() {
  const { t } = useTranslation("jobs");
  const project = useProject();
  const columns = useColumns();
  const submits = can(useMe(), "SUBMIT");
  const flavours = query.useQuery("get", "/v1/flavours");
  const filters = useMemo(
    () => [
      { key: "kind", label: t("field.kind"), options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })) },
      { key: "flavour", label: t("field.flavour"), options: (flavours.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    ],
    [t, flavours.data],
  );
  const { get } = useAddress();
  const state = get("state");
  const asked = useMemo(() => ({ project, state }), [project, state]);
  const submit = submits && (
    <LinkButton type="primary" to="/jobs/new">
      {t("list.submit")}
    </LinkButton>
  );
  return (
    <Page title={t("list.title")} actions={submit} command="penstock job ls">
      <StateChips />
      <ServerTable
        path="/v1/jobs"
        above={46}
        query={asked}
        columns={columns}
        rowKey={(job) => job.id}
        to={(job) => `/jobs/${job.id}`}
        filters={filters}
        search={t("list.search")}
        label={t("list.title")}
        empty={
          state ? (
            <EmptyState title={t("list.noneInState")} />
          ) : (
            <EmptyState title={t("list.none")} text={t("list.noneText")} action={submit} command="penstock job submit samples/digits/job.yaml --follow" />
          )
        }
      />
    </Page>
  );
}

/** How many jobs are in each state; a chip narrows the list to its own. */
function StateChips() {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const { get, set } = useAddress();
  const counts = query.useQuery("get", "/v1/jobs/counts");
  const chosen = get("state");
  if (!counts.data) return <div className="chips" />;
  const { total, states } = counts.data;
  return (
    <div className="chips" role="group" aria-label={t("list.byState")}>
      <button type="button" className="chip" aria-pressed={!chosen} onClick={() => set({ state: null })}>
        {t("list.all")} <span className="figure">{format.number(total)}</span>
      </button>
      {STATES.filter((each) => states[each] || each === chosen).map((each) => (
        <button key={each} type="button" className="chip" aria-pressed={chosen === each} onClick={() => set({ state: chosen === each ? null : each })}>
          <Status state={each} /> <span className="figure">{format.number(states[each] ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}

function useColumns(): Column<Job>[] {
  const { t } = useTranslation("jobs");
  return useMemo(
    () => [
      { key: "name", title: t("field.name"), sort: "name", render: (job) => job.name, width: "minmax(140px, 1.2fr)" },
      { key: "state", title: t("field.state"), sort: "state", render: (job) => <Status state={job.state} />, width: 110 },
      { key: "why", title: t("field.why"), render: (job) => <Why job={job} />, width: "minmax(160px, 2fr)", wide: true },
      { key: "kind", title: t("field.kind"), render: (job) => t(`kind.${job.kind}`), width: 96, wide: true },
      { key: "flavour", title: t("field.flavour"), render: (job) => <Where job={job} />, width: 150, wide: true },
      { key: "submitted", title: t("field.submitted"), sort: "submittedAt", render: (job) => <When at={job.submittedAt} />, width: 110, wide: true },
      { key: "time", title: t("field.runTime"), align: "right", render: (job) => <RunTime job={job} />, width: 110, wide: true },
      { key: "cost", title: t("field.cost"), align: "right", render: (job) => <Money yuan={job.costYuan} />, width: 100 },
    ],
    [t],
  );
}

function RunTime({ job }: { job: Job }) {
  return job.attempts.at(-1)?.state === "RUNNING" ? <RunningTime job={job} /> : <RunSeconds job={job} now={0} />;
}

function RunningTime({ job }: { job: Job }) {
  return <RunSeconds job={job} now={useNow()} />;
}

function RunSeconds({ job, now }: { job: Job; now: number }) {
  const seconds = runSeconds(job, now);
  return seconds === undefined ? <span className="figure">–</span> : <Duration seconds={seconds} />;
}
