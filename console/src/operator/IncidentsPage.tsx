import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { severityTone, useSubject } from "./incidents";
import "./operator.css";

type Incident = Schemas["Incident"];

const SEVERITIES = ["minor", "major", "critical"] as const;

/** The faults of cards, nodes and engines, the newest first. */
export function IncidentsPage() {
  const { t } = useTranslation("operator");
  const subject = useSubject();
  const filters = useMemo(
    () => [
      {
        key: "open",
        label: t("incidents.open"),
        options: [
          { value: "true", label: t("incidents.onlyOpen") },
          { value: "false", label: t("incidents.onlyOver") },
        ],
      },
      { key: "severity", label: t("incidents.severity"), options: SEVERITIES.map((it) => ({ value: it, label: t(`severity.${it}`) })) },
    ],
    [t],
  );
  const columns = useMemo(
    (): Column<Incident>[] => [
      { key: "what", title: t("incidents.what"), render: (it) => subject(it), width: "minmax(160px, 2fr)" },
      { key: "state", title: t("incidents.state"), render: (it) => <Status state={it.state} />, width: 120 },
      { key: "severity", title: t("incidents.severity"), render: (it) => <Status state={it.severity} tone={severityTone(it.severity)} word={t(`severity.${it.severity}`)} />, width: 110 },
      { key: "said", title: t("incidents.said"), render: (it) => it.said, width: "minmax(140px, 2fr)", wide: true },
      { key: "hit", title: t("incidents.hit"), render: (it) => it.losses.attempts, align: "right", width: 110, wide: true },
      { key: "began", title: t("incidents.began"), sort: "beganAt", render: (it) => <When at={it.beganAt} />, width: 130 },
    ],
    [t, subject],
  );
  return (
    <Page title={t("incidents.title")} command="penstock incident ls --ended">
      <ServerTable
        path="/v1/incidents"
        columns={columns}
        rowKey={(it) => it.id}
        to={(it) => `/operator/incidents/${it.id}`}
        filters={filters}
        label={t("incidents.title")}
        empty={<EmptyState title={t("incidents.none")} text={t("incidents.noneText")} command="penstock incident ls" />}
      />
    </Page>
  );
}
