import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { Money } from "../ui/figures";
import { sumOf } from "./costs";
import { useCosts } from "./useCosts";
import type { Run } from "./trail";

const RECENT = 200;
const METERS = ["core", "memory", "call"];

/** The bill so far: the lines of this run's job and endpoint, whose sum can be checked by eye. */
export function SampleBill({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const me = useMe();
  const { job, endpoint } = run.trail;
  const total = useCosts(run);
  const allowed = can(me, "BILLING_READ");
  const statement = query.useQuery("get", "/v1/statement", { params: { query: { sort: "-id", limit: RECENT } } }, { enabled: allowed });
  if (!job) return null;
  const mine = [job.id, endpoint?.jobId, endpoint?.id];
  const lines = (statement.data?.lines ?? []).filter((line) => mine.includes(line.jobId) || mine.includes(line.resource)).reverse();
  return (
    <>
      {lines.length > 0 ? (
        <Lines lines={lines} what={(line) => t(line.jobId === job.id ? "bill.training" : "bill.serving")} />
      ) : (
        <p>
          {t("bill.sum")} {total === undefined ? "–" : <Money yuan={total} />} <span className="muted">{t(allowed ? "bill.soon" : "bill.notAllowed")}</span>
        </p>
      )}
      <p className="muted">
        {t("bill.note")} {allowed && <Link to="/bill">{t("bill.link")}</Link>}
      </p>
    </>
  );
}

function Lines({ lines, what }: { lines: Schemas["LineView"][]; what: (line: Schemas["LineView"]) => string }) {
  const { t } = useTranslation("samples");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("step.bill.title")}>
      <table className="plain try-bill">
        <thead>
          <tr>
            <th scope="col">{t("bill.what")}</th>
            <th scope="col">{t("bill.meter")}</th>
            <th scope="col" className="right">
              {t("bill.quantity")}
            </th>
            <th scope="col" className="right">
              {t("bill.price")}
            </th>
            <th scope="col" className="right">
              {t("bill.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{what(line)}</td>
              <td>{METERS.includes(line.meter) ? t(`open:meter.${line.meter}`) : line.meter}</td>
              <td className="right figure">
                {line.pricingQuantity.replace(/\.?0+$/, "")} {t(`open:unit.${line.pricingUnit}`)}
              </td>
              <td className="right">
                <Money yuan={line.unitPriceYuan} />
              </td>
              <td className="right">
                <Money yuan={line.amountYuan} exact />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t("bill.sum")}
            </th>
            <td className="right">
              <Money yuan={sumOf(lines.map((line) => line.amountYuan))} exact />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
