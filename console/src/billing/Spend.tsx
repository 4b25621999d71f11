import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { Chart } from "../ui/chart/Chart";
import { useFormat } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Exact } from "./Exact";
import { beginOf, daysOf } from "./months";
import { useMeterWords } from "./words";

/** The month as a bar of days, and the same money by what it was spent on. */
export function Spend({ month }: { month: string }) {
  const { t } = useTranslation("billing");
  const spend = query.useQuery("get", "/v1/spend", { params: { query: daysOf(month) } });
  const days = spend.data?.days ?? [];
  return (
    <div className="wide-left">
      <div className="section">
        <Refusal error={spend.error} retry={() => void spend.refetch()} />
        <Chart
          title={t("spend.perDay")}
          unit={t("spend.yuan")}
          x="time"
          kind="bar"
          series={[{ name: t("spend.charged"), points: days.map((day) => [beginOf(day.date), Number(day.amountYuan)]) }]}
          empty={t("spend.none")}
          height={200}
        />
      </div>
      <Section title={t("spend.byWhat")}>{spend.data && <Parts spend={spend.data} />}</Section>
    </div>
  );
}

function Parts({ spend }: { spend: Schemas["SpendView"] }) {
  const { t } = useTranslation("billing");
  const format = useFormat();
  const words = useMeterWords();
  const total = Number(spend.totalYuan);
  if (spend.parts.length === 0) return <p className="muted">{t("spend.none")}</p>;
  return (
    <ul className="bill-parts" aria-label={t("spend.byWhat")}>
      {spend.parts.map((part) => {
        const share = total > 0 ? Number(part.amountYuan) / total : 0;
        return (
          <li key={`${part.resourceKind} ${part.meter}`}>
            <span>
              {words.meter(part.meter)}
            </span>
            <Exact yuan={part.amountYuan} />
            <span className="bill-bar" aria-hidden="true">
              <span style={{ width: `${Math.max(0.5, share * 100)}%` }} />
            </span>
            <span className="muted figure">{format.percent(share, 1)}</span>
          </li>
        );
      })}
    </ul>
  );
}
