import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { Where, Why } from "../jobs/cells";
import { EmptyState } from "../ui/EmptyState";
import { Duration, Money, When } from "../ui/figures";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";

type Job = Schemas["Job"];

const STATES = ["QUEUED", "STARTING", "RUNNING", "STOPPING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;
const KINDS = ["training", "batch", "service", "notebook"] as const;

/** The jobs of all tenants. */
export function AllJobsPage() {
  const { t } = useTranslation("operator");
  const flavours = query.useQuery("get", "/v1/flavours");
  const filters = useMemo(
    () => [
      { key: "state", label: t("jobs.state"), options: STATES.map((state) => ({ value: state, label: t(`common:state.${state}`) })) },
      { key: "kind", label: t("jobs.kind"), options: KINDS.map((kind) => ({ value: kind, label: t(`jobs.kinds.${kind}`) })) },
      { key: "flavour", label: t("jobs.flavour"), options: (flavours.data?.items ?? []).map(({ name }) => ({ value: name, label: name })) },
    ],
    [t, flavours.data],
  );
  const columns = useMemo(
    (): Column<Job>[] => [
      { key: "name", title: t("jobs.name"), sort: "name", render: (job) => <span title={job.id}>{job.name}</span> },
      { key: "tenant", title: t("jobs.tenant"), render: (job) => <Link to={`/operator/tenants/${job.organisation}`}>{job.organisationName ?? job.organisation}</Link> },
      { key: "state", title: t("jobs.state"), sort: "state", render: (job) => <Status state={job.state} />, width: 110 },
      { key: "flavour", title: t("jobs.flavour"), render: (job) => <Where job={job} />, width: 140, wide: true },
      { key: "node", title: t("jobs.node"), render: (job) => job.placedOn.join(", ") || "–", width: 140, wide: true },
      { key: "submitted", title: t("jobs.submitted"), sort: "submittedAt", render: (job) => <When at={job.submittedAt} />, width: 120, wide: true },
      { key: "ran", title: t("jobs.ran"), render: (job) => <Duration from={job.startedAt} to={job.endedAt} />, align: "right", width: 120, wide: true },
      { key: "cost", title: t("jobs.cost"), render: (job) => <Money yuan={job.costYuan} />, align: "right", width: 110 },
      { key: "why", title: t("jobs.why"), render: (job) => <Why job={job} />, width: "minmax(120px, 2fr)", wide: true },
    ],
    [t],
  );
  return (
    <Page title={t("jobs.title")} command='curl -H "Authorization: Bearer $PENSTOCK_KEY" $PENSTOCK_URL/v1/operator/jobs'>
      <ServerTable
        path="/v1/operator/jobs"
        columns={columns}
        rowKey={(job) => job.id}
        filters={filters}
        search={t("jobs.search")}
        label={t("jobs.title")}
        empty={<EmptyState title={t("jobs.none")} />}
      />
    </Page>
  );
}
