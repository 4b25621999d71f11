import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { Money, useFormat, useNow } from "../ui/figures";
import { Figure, Figures, Page } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Exact } from "./Exact";
import { Holds } from "./Holds";
import { monthOf, nameOf, readMonth } from "./months";
import { Statement } from "./Statement";
import { Tariff } from "./Tariff";
import { Transfers } from "./Transfers";
import "./billing.css";

const TABS = ["statement", "holds", "transfers", "tariff"] as const;

/** What the organisation has, what it spent and for what, down to each record of use. */
export function BillPage() {
  const { t } = useTranslation("billing");
  const me = useMe();
  const { get, set } = useAddress();
  const now = useNow();
  const month = readMonth(get("month")) ?? monthOf(now);
  if (!can(me, "BILLING_READ")) {
    return (
      <Page title={t("title")}>
        <EmptyState title={t("notAllowed")} text={t("notAllowedText")} />
      </Page>
    );
  }
  const tab = TABS.find((each) => each === get("tab")) ?? "statement";
  const items = [
    { key: "statement", label: t("tab.statement"), children: <Statement month={month} /> },
    { key: "holds", label: t("tab.holds"), children: <Holds /> },
    { key: "transfers", label: t("tab.transfers"), children: <Transfers /> },
    { key: "tariff", label: t("tab.tariff"), children: <Tariff /> },
  ];
  return (
    <Page title={t("title")} called={`${t(`tab.${tab}`)} · ${t("title")}`} command={COMMANDS[tab](month)}>
      <Standing month={month} />
      <Tabs
        activeKey={tab}
        destroyOnHidden
        items={items}
        // a list's order and filters are nothing to the next one
        onChange={(key) => set({ tab: key === "statement" ? null : key, sort: null, kind: null, q: null, from: null, to: null, line: null })}
      />
    </Page>
  );
}

const COMMANDS: Record<(typeof TABS)[number], (month: string) => string> = {
  statement: (month) => `penstock bill --month ${month}`,
  holds: () => "penstock balance --holds",
  transfers: () => "penstock balance",
  tariff: () => "penstock job quote job.yaml",
};

function Standing({ month }: { month: string }) {
  const { t } = useTranslation("billing");
  const format = useFormat();
  const balance = query.useQuery("get", "/v1/balance");
  // the total is of the whole month, whatever part of its lines is asked for
  const statement = query.useQuery("get", "/v1/statement", { params: { query: { month, limit: 1 } } });
  const { availableYuan = "0", balanceYuan = "0", heldYuan = "0" } = balance.data ?? {};
  return (
    <>
      <Refusal error={balance.error} retry={() => void balance.refetch()} />
      <Figures>
        <Figure label={t("available")} value={balance.data ? <Money yuan={availableYuan} /> : "–"} note={t("availableNote")} tone={balance.data && Number(availableYuan) <= 0 ? "bad" : undefined} />
        <Figure label={t("balance")} value={balance.data ? <Money yuan={balanceYuan} /> : "–"} note={t("balanceNote")} />
        <Figure label={t("held")} value={balance.data ? <Money yuan={heldYuan} /> : "–"} note={t("heldNote")} />
        <Figure label={t("spent", { month: nameOf(month, format.locale) })} value={statement.data ? <Exact yuan={statement.data.totalYuan} /> : "–"} note={t("spentNote")} />
      </Figures>
    </>
  );
}
