import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query } from "../api/client";
import { can, useMe } from "../api/session";
import { Duration, Money, useFormat } from "../ui/figures";
import { Figure, Figures, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { Applications } from "./Applications";
import { LoadChart } from "./LoadChart";
import "./operator.css";

const LATELY_MS = 30_000;

/** What somebody on duty must know, read in five seconds. */
export function NowPage() {
  const { t } = useTranslation("operator");
  return (
    <Page title={t("now.title")}>
      <Figures>
        <LoadNow />
        <Waits />
        <Faults />
        <MoneyToday />
      </Figures>
      <Parts />
      <Applications />
      <div className="section">
        <LoadChart hours={24} />
      </div>
    </Page>
  );
}

function LoadNow() {
  const { t } = useTranslation("operator");
  const format = useFormat();
  const fleet = query.useQuery("get", "/v1/operator/fleet", {}, { refetchInterval: LATELY_MS });
  const nodes = fleet.data?.nodes ?? [];
  const used = nodes.reduce((sum, node) => sum + node.milliCoresUsed, 0) / 1000;
  const total = nodes.reduce((sum, node) => sum + node.milliCoresTotal, 0) / 1000;
  const cards = nodes.flatMap((node) => node.cards);
  const busy = cards.filter((card) => card.jobId).length;
  const asCards = cards.length > 0;
  const share = asCards ? busy / cards.length : used / (total || 1);
  const note = asCards
    ? t("now.cardsUsed", { used: format.number(busy), total: format.number(cards.length) })
    : t("now.coresUsed", { used: format.number(used, 1), total: format.number(total, 1) });
  return <Figure label={t("now.load")} value={fleet.data ? <Link to="/operator/fleet">{format.percent(share)}</Link> : "–"} note={note} />;
}

function Waits() {
  const { t } = useTranslation("operator");
  const queue = query.useQuery("get", "/v1/operator/queue", { params: { query: { limit: 1 } } });
  const oldest = Math.max(0, ...(queue.data?.flavours ?? []).map((each) => each.oldestWaitSeconds));
  const note = oldest > 0 ? (
    <>
      {t("now.oldest")} <Duration seconds={oldest} />
    </>
  ) : (
    t("now.noneWaits")
  );
  return <Figure label={t("now.waiting")} value={queue.data ? <Link to="/operator/queue">{queue.data.waiting}</Link> : "–"} note={note} />;
}

function Faults() {
  const { t } = useTranslation("operator");
  const nodes = query.useQuery("get", "/v1/operator/nodes");
  const all = nodes.data?.items ?? [];
  const down = all.filter((node) => node.state === "down").length;
  const drained = all.filter((node) => node.state === "draining").length;
  const sick = all.flatMap((node) => node.cards).filter((card) => !card.healthy).length;
  const faults = down + sick;
  return (
    <Figure
      label={t("now.faults")}
      tone={faults > 0 ? "bad" : drained > 0 ? "warn" : undefined}
      value={nodes.data ? <Link to="/operator/fleet">{faults}</Link> : "–"}
      note={t("now.faultsNote", { down, sick, drained })}
    />
  );
}

function MoneyToday() {
  const { t } = useTranslation("operator");
  const allowed = can(useMe(), "BILLING_READ");
  const money = query.useQuery("get", "/v1/operator/money", { params: { query: { days: 1 } } }, { enabled: allowed });
  if (!money.data) return null;
  const note = (
    <>
      {t("now.toppedUp")} <Money yuan={money.data.today.toppedUpYuan} />
    </>
  );
  return <Figure label={t("now.revenue")} value={<Money yuan={money.data.today.revenueYuan} />} note={note} />;
}

/** The server's parts: one line when all is well, each that is not by its name. */
function Parts() {
  const { t } = useTranslation("operator");
  const health = query.useQuery("get", "/v1/operator/health", {}, { refetchInterval: LATELY_MS });
  if (health.error) return <Refusal error={health.error} retry={() => void health.refetch()} />;
  if (!health.data) return null;
  const bad = health.data.parts.filter((part) => part.state !== "ok");
  return (
    <Section title={t("now.parts")} actions={<Link to="/operator/health">{t("common:action.more")}</Link>}>
      {bad.length === 0 ? (
        <Status state="ok" word={t("now.allWell", { count: health.data.parts.length })} />
      ) : (
        <ul className="parts">
          {bad.map((part) => (
            <li key={part.name}>
              <Status state={part.state} word={part.title} /> {part.detail}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
