import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { CopyButton } from "../ui/Copy";
import { useFormat, When } from "../ui/figures";
import { Refusal } from "../ui/Refusal";
import { useSubjects } from "./names";
import { grouped, type Line } from "./statement";

type Usage = Schemas["UsageView"];

const MOST = 200;

/** What a line is made of: each record with its time, its quantity, and its place in the chain. */
export function UsageRecords({ line }: { line: Line }) {
  const { t } = useTranslation("billing");
  const format = useFormat();
  const usage = query.useQuery("get", "/v1/statement/lines/{id}/usage", { params: { path: { id: line.id }, query: { limit: MOST } } });
  const unit = t(`counted.${line.unit}`, { defaultValue: line.unit });
  const records = usage.data?.items ?? [];
  if (usage.error) return <Refusal error={usage.error} retry={() => void usage.refetch()} />;
  if (!usage.data) return <Spin size="small" />;
  return (
    <div className="bill-usage">
      <p className="muted">{t("usage.how", { unit })}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("usage.title")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" className="right">{t("usage.sequence")}</th>
              <th scope="col">{t("usage.start")}</th>
              <th scope="col">{t("usage.end")}</th>
              <th scope="col" className="right">{t("usage.quantity")}</th>
              <th scope="col">{t("usage.hash")}</th>
              <th scope="col">{t("usage.of")}</th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <Row key={`${record.source} ${record.id}`} record={record} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>{usage.data.next ? t("usage.first", { count: records.length, all: line.records }) : t("usage.sum", { count: records.length })}</th>
              <td className="right figure">{grouped(usage.data.next ? line.quantity : sumOf(records), format.locale)}</td>
              <td colSpan={2} className="muted">{unit}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </div>
  );
}

const sumOf = (records: Usage[]): string => String(records.reduce((sum, record) => sum + BigInt(record.quantity), 0n));

function Row({ record }: { record: Usage }) {
  const { t } = useTranslation("billing");
  const format = useFormat();
  const subject = useSubjects()(record);
  return (
    <tr>
      <td className="right">{record.sequence ?? "–"}</td>
      <td><When at={record.start} absolute /></td>
      <td><When at={record.end} absolute /></td>
      <td className="right figure">{grouped(record.quantity, format.locale)}</td>
      <td>
        {record.hash ? (
          <span className="bill-hash">
            <code title={record.hash}>{record.hash.slice(0, 12)}…</code>
            <CopyButton text={record.hash} />
          </span>
        ) : (
          <span className="muted">{t("usage.unsealed")}</span>
        )}
      </td>
      <td><Link to={subject.to}>{subject.name}</Link></td>
    </tr>
  );
}
