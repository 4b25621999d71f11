import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { useAddress } from "../ui/address";
import { Chart } from "../ui/chart/Chart";
import { Money } from "../ui/figures";
import { Figure, Figures, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import "./operator.css";

const SPANS = ["7", "30", "90"];

/** The centre's money: what came in, what was earned, and that the books balance. */
export function MoneyPage() {
  const { t } = useTranslation("operator");
  const { get, set } = useAddress();
  const days = get("days") ?? "30";
  const money = query.useQuery("get", "/v1/operator/money", { params: { query: { days: Number(days) } } });
  const spans = SPANS.map((value) => ({ value, label: t("money.days", { count: Number(value) }) }));
  const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
  const series = [
    { name: t("money.revenue"), points: (money.data?.days ?? []).map((day): [number, number] => [noon(day.date), Number(day.revenueYuan)]) },
    { name: t("money.topUps"), points: (money.data?.days ?? []).map((day): [number, number] => [noon(day.date), Number(day.toppedUpYuan)]) },
  ];
  const empty = series.every((each) => each.points.every(([, y]) => y === 0));
  return (
    <Page
      title={t("money.title")}
      actions={<Segmented aria-label={t("money.span")} options={spans} value={days} onChange={(value) => set({ days: value === "30" ? null : value })} />}
    >
      <Refusal error={money.error} retry={() => void money.refetch()} />
      {money.data && (
        <Figures>
          <Figure label={t("money.revenue")} value={<Money yuan={money.data.revenueYuan} />} note={t("money.days", { count: Number(days) })} />
          <Figure label={t("money.topUps")} value={<Money yuan={money.data.toppedUpYuan} />} note={t("money.days", { count: Number(days) })} />
          <Figure label={t("money.held")} value={<Money yuan={money.data.heldYuan} />} note={t("money.heldNote")} />
          <Figure label={t("money.balances")} value={<Money yuan={money.data.balancesYuan} />} note={t("money.balancesNote")} />
        </Figures>
      )}
      <div className="section">
        <Chart title={t("money.byDay")} unit={t("money.yuan")} x="time" kind="bar" series={empty ? [] : series} empty={t("money.empty")} />
      </div>
      <Books />
    </Page>
  );
}

/** The trial balance, and whether it is one. */
function Books() {
  const { t } = useTranslation("operator");
  const ledger = query.useQuery("get", "/v1/operator/ledger", { params: { query: { check: true } } });
  if (!ledger.data) return <Refusal error={ledger.error} />;
  const right = Number(ledger.data.sumYuan) === 0 && (ledger.data.differences ?? []).length === 0;
  const sums = new Map<string, bigint>();
  for (const account of ledger.data.accounts) sums.set(account.kind, (sums.get(account.kind) ?? 0n) + micro(account.balanceYuan));
  return (
    <Section title={t("books.title")} actions={<Status state={right ? "ok" : "failing"} word={right ? t("books.right") : t("books.wrong")} />}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("books.account")}</th>
            <th scope="col" className="right">{t("books.balance")}</th>
          </tr>
        </thead>
        <tbody>
          {[...sums].map(([kind, sum]) => (
            <tr key={kind}>
              <th scope="row">{t(`books.kind.${kind}`, { defaultValue: kind })}</th>
              <td className="right">
                <Money yuan={yuan(sum)} exact />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("books.sum")}</th>
            <td className="right">
              <Money yuan={ledger.data.sumYuan} exact />
            </td>
          </tr>
        </tfoot>
      </table>
      {(ledger.data.differences ?? []).map((each) => (
        <p key={each}>{each}</p>
      ))}
    </Section>
  );
}

// exact: the server's amounts have six decimals
function micro(text: string): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0").slice(0, 6));
  return text.startsWith("-") ? -size : size;
}

function yuan(sum: bigint): string {
  const size = sum < 0n ? -sum : sum;
  return `${sum < 0n ? "-" : ""}${size / 1_000_000n}.${String(size % 1_000_000n).padStart(6, "0")}`;
}
