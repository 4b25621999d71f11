import { Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { useAddress } from "../ui/address";
import { When } from "../ui/figures";
import { Figure, Figures, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { cardsOf, spanOf } from "./comparison";
import "./operator.css";

type Engine = Schemas["EngineComparison"];
type Difference = Schemas["UsageDifference"];

const SPANS = ["1", "7", "31"];

/** What engines' own records say of attempts, beside what was metered. */
export function ComparisonPage() {
  const { t } = useTranslation("operator");
  const { get, set } = useAddress();
  const days = get("days") ?? "1";
  const span = useMemo(() => spanOf(Number(days), Date.now()), [days]);
  const comparison = query.useQuery("get", "/v1/engines/comparison", { params: { query: span } });
  const spans = SPANS.map((value) => ({ value, label: t("comparison.days", { count: Number(value) }) }));
  return (
    <Page
      title={t("comparison.title")}
      actions={<Segmented aria-label={t("money.span")} options={spans} value={days} onChange={(value) => set({ days: value === "1" ? null : value })} />}
      command={`penstock engine compare --from ${span.from} --to ${span.to}`}
    >
      <p className="muted">
        {t("comparison.text")} <When at={span.from} absolute /> – <When at={span.to} absolute />
      </p>
      <Refusal error={comparison.error} retry={() => void comparison.refetch()} />
      {comparison.data?.engines.map((engine) => <EngineSection key={engine.name} engine={engine} />)}
    </Page>
  );
}

function EngineSection({ engine }: { engine: Engine }) {
  const { t } = useTranslation("operator");
  const right = engine.differing === 0;
  return (
    <Section
      title={`${engine.name} · ${engine.kind}`}
      actions={engine.keepsRecords && <Status state={right ? "ok" : "failing"} word={right ? t("comparison.right") : t("comparison.wrong", { count: engine.differing })} />}
    >
      {engine.error !== undefined && <Status state="away" word={t("comparison.away", { error: engine.error })} />}
      {engine.keepsRecords === false && <p className="muted">{t("comparison.noRecords")}</p>}
      {engine.keepsRecords && (
        <Figures>
          <Figure label={t("comparison.equal")} value={engine.equal} note={t("comparison.waived", { count: engine.waived })} />
          <Figure label={t("comparison.open")} value={engine.open} note={t("comparison.openNote")} />
          <Figure label={t("comparison.differing")} value={engine.differing} note={t("comparison.differingNote")} />
        </Figures>
      )}
      {engine.differences.length > 0 && <Differences engine={engine.name} rows={engine.differences} />}
      {engine.differences.length > 0 && engine.differing > new Set(engine.differences.map((it) => it.attempt)).size && <p className="muted">{t("comparison.more")}</p>}
    </Section>
  );
}

function Differences({ engine, rows }: { engine: string; rows: Difference[] }) {
  const { t } = useTranslation("operator");
  const label = t("comparison.of", { name: engine });
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("comparison.difference")}</th>
            <th scope="col">{t("comparison.attempt")}</th>
            <th scope="col">{t("comparison.organisation")}</th>
            <th scope="col">{t("comparison.source")}</th>
            <th scope="col">{t("comparison.started")}</th>
            <th scope="col">{t("comparison.ended")}</th>
            <th scope="col" className="right">{t("comparison.cards")}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <Rows key={row.attempt + row.kind} row={row} />
        ))}
      </table>
    </div>
  );
}

/** One line for what was metered, and one for each record of the engine. */
function Rows({ row }: { row: Difference }) {
  const { t } = useTranslation("operator");
  const lines = 1 + Math.max(1, row.theirs.length);
  const ours = row.ours;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" rowSpan={lines}>
          <Status state={row.kind} tone="bad" word={t(`comparison.kind.${row.kind}`, { defaultValue: row.kind })} />
        </th>
        <td rowSpan={lines}>
          <code>{row.job ? <Link to={`/jobs/${row.job}`}>{row.attempt}</Link> : row.attempt}</code>
        </td>
        <td rowSpan={lines}>{row.organisation ? <Link to={`/operator/tenants/${row.organisation}`}>{row.organisationName ?? row.organisation}</Link> : "–"}</td>
        <td>{t("comparison.metered")}</td>
        <td><When at={ours?.startedAt} absolute /></td>
        <td><When at={ours?.endedAt} absolute /></td>
        <td className="right">{cardsOf(ours?.milliCards)}</td>
      </tr>
      {row.theirs.length === 0 && (
        <tr>
          <td>{t("comparison.engine")}</td>
          <td>–</td>
          <td>–</td>
          <td className="right">–</td>
        </tr>
      )}
      {row.theirs.map((it) => (
        <tr key={it.reference}>
          <td>
            {t("comparison.engine")} <code>{it.reference}</code>
          </td>
          <td><When at={it.startedAt} absolute /></td>
          <td><When at={it.endedAt} absolute /></td>
          <td className="right">{it.cards}</td>
        </tr>
      ))}
    </tbody>
  );
}
