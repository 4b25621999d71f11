import { Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { useAddress } from "../ui/address";
import { When } from "../ui/figures";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { EngineTable } from "./EngineTable";
import { FleetTable } from "./FleetTable";
import { FloorPlan, Legend } from "./FloorPlan";
import "./operator.css";

const LATELY_MS = 15_000;

/** Every accelerator of the centre in its place: what it does, for whom, and what is wrong with it. */
export function FleetPage() {
  const { t } = useTranslation("operator");
  const { get, set } = useAddress();
  const view = get("view") ?? "plan";
  // heat and power change without an event
  const fleet = query.useQuery("get", "/v1/operator/fleet", {}, { refetchInterval: LATELY_MS });
  const nodes = useMemo(() => fleet.data?.nodes ?? [], [fleet.data]);
  const views = [
    { value: "plan", label: t("fleet.plan") },
    { value: "table", label: t("fleet.table") },
  ];
  return (
    <Page
      title={t("fleet.title")}
      aside={fleet.data && <span className="muted">{t("fleet.at")} <When at={fleet.data.at} absolute /></span>}
      actions={<Segmented aria-label={t("fleet.view")} options={views} value={view} onChange={(value) => set({ view: value === "plan" ? null : value })} />}
      command="penstock node ls"
    >
      <Refusal error={fleet.error} retry={() => void fleet.refetch()} />
      {fleet.data && nodes.length === 0 && <EmptyState title={t("fleet.none")} text={t("fleet.noneText")} />}
      {nodes.length > 0 && view === "plan" && (
        <>
          <Legend />
          <FloorPlan nodes={nodes} changed={() => void fleet.refetch()} />
        </>
      )}
      {nodes.length > 0 && view === "table" && <FleetTable nodes={nodes} changed={() => void fleet.refetch()} />}
      <EngineTable />
    </Page>
  );
}
