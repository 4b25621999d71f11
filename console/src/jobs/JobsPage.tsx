import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { Money, When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Where, Why } from "./cells";
import { RunTime } from "./RunTime";
import { StateChips } from "./StateChips";
import "./jobs.css";

type Job = Schemas["Job"];

const KINDS = ["training", "batch", "service", "notebook"] as const;

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
      <JobChips />
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

/** How many jobs are in each state. */
function JobChips() {
  const counts = query.useQuery("get", "/v1/jobs/counts");
  return <StateChips counts={counts.data} />;
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
