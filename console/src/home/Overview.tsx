import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Money, useFormat } from "../ui/figures";
import { Figure, Figures } from "../ui/Page";
import type { Standing } from "./standing";

/** Yuan: a day of the smallest endpoint and a little more. */
const LOW = 5;

/** The four figures that one looks for first. */
export function Overview({ standing }: { standing: Standing }) {
  const { t } = useTranslation("home");
  const format = useFormat();
  const { balance, spend, counts, open } = standing;
  const states = (counts?.states ?? {}) as Record<string, number>;
  const running = (states.RUNNING ?? 0) + (states.STARTING ?? 0) + (states.STOPPING ?? 0);
  const waiting = states.QUEUED ?? 0;
  const isLow = balance !== undefined && Number(balance.availableYuan) < LOW;
  return (
    <Figures>
      {standing.seesMoney && (
        <Figure
          label={t("balance")}
          value={balance ? <Money yuan={balance.availableYuan} /> : "–"}
          tone={isLow ? "warn" : undefined}
          note={balance && (isLow ? t("balanceLow") : Number(balance.heldYuan) > 0 ? t("held", { held: format.money(balance.heldYuan) }) : t("noneHeld"))}
        />
      )}
      <Figure label={t("running")} value={counts ? <Link to="/jobs?state=RUNNING">{format.number(running)}</Link> : "–"} note={counts && (waiting > 0 ? t("waiting", { count: waiting }) : t("noneWaiting"))} />
      <Figure label={t("endpoints")} value={open ? <Link to="/endpoints">{format.number(open.length)}</Link> : "–"} note={open && open.length > 0 ? open.map((endpoint) => endpoint.name).join(", ") : t("noEndpoint")} />
      {standing.seesMoney && <Figure label={t("spend")} value={spend ? <Money yuan={spend.totalYuan} /> : "–"} note={<Link to="/bill">{t("seeBill")}</Link>} />}
    </Figures>
  );
}
