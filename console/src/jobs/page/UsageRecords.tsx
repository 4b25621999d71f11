import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client";
import { useFormat, When } from "../../ui/figures";
import { Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import { useMeterWords } from "../../billing/words";
import type { Job } from "./JobPage";

type Usage = Schemas["UsageView"];

const LATEST = 5;
const MOST = 200;

async function usageOf(attempts: Schemas["Attempt"][]): Promise<Usage[]> {
  const pages = await Promise.all(attempts.map((attempt) => api.GET("/v1/usage", { params: { query: { resource: attempt.id, limit: MOST } } })));
  return pages.flatMap(({ data }) => data?.items ?? []);
}

/** What was measured of the job: each charge comes from here. */
export function UsageRecords({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const words = useMeterWords();
  const attempts = job.attempts.slice(-LATEST);
  const usage = useQuery({
    // named like the address, so that what makes that stale makes this stale
    queryKey: ["get", "/v1/jobs/usage", job.id, attempts.length, job.endedAt, job.billedAt],
    queryFn: () => usageOf(attempts),
  });
  const rows = usage.data ?? [];
  return (
    <div id="usage">
      <Section title={t("usage.title")}>
        <Refusal error={usage.error} retry={() => void usage.refetch()} />
        {usage.data && rows.length === 0 && <p className="muted">{t("usage.none")}</p>}
        {rows.length > 0 && (
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t("usage.title")}>
            <table className="plain job-table">
              <thead>
                <tr>
                  <th scope="col" className="right">{t("usage.sequence")}</th>
                  <th scope="col">{t("usage.meter")}</th>
                  <th scope="col">{t("usage.from")}</th>
                  <th scope="col">{t("usage.to")}</th>
                  <th scope="col" className="right">{t("usage.quantity")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="right">{row.sequence ?? "–"}</td>
                    <td>{words.meter(row.meter)}</td>
                    <td><When at={row.start} absolute /></td>
                    <td><When at={row.end} absolute /></td>
                    <td className="right"><Quantity usage={row} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
    </div>
  );
}

const HOUR_US = 3_600_000_000;

/** A quantity in the unit of its price, beside what was counted exactly. */
function Quantity({ usage }: { usage: Usage }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const counted = Number(usage.quantity);
  const text = usage.meter === "memory" ? t("usage.gibHours", { value: format.number(counted / 1024 / HOUR_US, 6) })
    : usage.meter === "core" ? t("usage.coreHours", { value: format.number(counted / 1000 / HOUR_US, 6) })
    : usage.meter.startsWith("card.") ? t("usage.cardHours", { value: format.number(counted / 1000 / HOUR_US, 6) })
    : format.number(counted);
  return <span className="figure" title={String(usage.quantity)}>{text}</span>;
}
