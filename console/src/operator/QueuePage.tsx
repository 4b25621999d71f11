import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { Where } from "../jobs/cells";
import { EmptyState } from "../ui/EmptyState";
import { Duration, When } from "../ui/figures";
import { Figure, Figures, Page } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import "./operator.css";

type Queued = Schemas["QueuedJob"];

/** What waits, in the order in which it will be looked at, and why. */
export function QueuePage() {
  const { t } = useTranslation("operator");
  const queue = query.useQuery("get", "/v1/operator/queue", { params: { query: { limit: 1 } } });
  const columns = useMemo(
    (): Column<Queued>[] => [
      { key: "name", title: t("queue.job"), render: (job) => <Link to={`/operator/jobs?q=${job.jobId}`}>{job.name}</Link> },
      { key: "tenant", title: t("queue.tenant"), render: (job) => <Link to={`/operator/tenants/${job.organisation}`}>{job.organisationName ?? job.organisation}</Link> },
      { key: "priority", title: t("queue.priority"), render: (job) => t(`priority.${job.priority}`), width: 90, wide: true },
      { key: "flavour", title: t("queue.flavour"), render: (job) => <Where job={job} />, width: 150, wide: true },
      { key: "waits", title: t("queue.waits"), render: (job) => <Duration from={job.submittedAt} />, align: "right", width: 110 },
      { key: "since", title: t("queue.since"), render: (job) => <When at={job.submittedAt} />, width: 120, wide: true },
      { key: "why", title: t("queue.why"), render: (job) => <span title={job.reason}>{job.reason ?? "–"}</span>, width: "minmax(200px, 3fr)" },
    ],
    [t],
  );
  return (
    <Page title={t("queue.title")}>
      {queue.data && queue.data.flavours.length > 0 && (
        <Figures>
          {queue.data.flavours.map((each) => (
            <Figure
              key={each.flavour}
              label={each.flavour}
              value={each.waiting}
              note={
                <>
                  {t("now.oldest")} <Duration seconds={each.oldestWaitSeconds} />
                </>
              }
            />
          ))}
        </Figures>
      )}
      <ServerTable path="/v1/operator/queue" columns={columns} rowKey={(job) => job.jobId} label={t("queue.title")} empty={<EmptyState title={t("queue.none")} text={t("queue.noneText")} />} />
    </Page>
  );
}
