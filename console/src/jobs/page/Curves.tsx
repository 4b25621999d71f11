import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../../api/client";
import { Chart } from "../../ui/chart/Chart";
import { Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import type { Job } from "./JobPage";
import { hasEnded } from "./life";
import { familiesOf } from "./metrics";

const SOON_MS = 3_000;
const LATER_MS = 20_000;
const MANY = 5_000;

/** What the job measures of itself, a chart a family. */
export function Curves({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const metrics = query.useQuery(
    "get",
    "/v1/jobs/{id}/metrics",
    { params: { path: { id: job.id } } },
    {
      enabled: job.attempts.length > 0,
      // a job's own file tells nobody that it has grown
      refetchInterval: ({ state }) => (hasEnded(job) || job.state === "QUEUED" ? false : (state.data?.items.length ?? 0) > MANY ? LATER_MS : SOON_MS),
    },
  );
  const families = useMemo(() => familiesOf(metrics.data?.items ?? []), [metrics.data]);
  // a server or a script measures nothing: no empty chart for those
  if (families.length === 0 && (job.kind !== "training" || hasEnded(job) || job.attempts.length === 0)) return null;
  return (
    <Section title={t("curves.title")}>
      <Refusal error={metrics.error} />
      {families.length === 0 && !metrics.error && <p className="muted">{t("curves.none")}</p>}
      <div className="curves">
        {families.map((family) => (
          <Chart key={family.name} title={family.name} series={family.series} x="number" xLabel={t(`curves.${family.x}`)} height={180} empty={t("curves.none")} />
        ))}
      </div>
    </Section>
  );
}
