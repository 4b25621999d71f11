import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Page } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";

type Entry = Schemas["AuditEntry"];

/** Who did what, in every organisation. */
export function AuditPage() {
  const { t } = useTranslation("operator");
  const columns = useMemo(
    (): Column<Entry>[] => [
      { key: "at", title: t("audit.at"), render: (entry) => <When at={entry.at} absolute />, width: 180 },
      { key: "who", title: t("audit.who"), render: (entry) => entry.personName },
      { key: "action", title: t("audit.action"), render: (entry) => <code>{entry.action}</code>, width: 210 },
      { key: "subject", title: t("audit.subject"), render: (entry) => <span title={entry.subjectId}>{`${entry.subjectKind} ${entry.subjectId.slice(0, 8)}`}</span>, width: 190, wide: true },
      { key: "org", title: t("audit.organisation"), render: (entry) => <Link to={`/operator/tenants/${entry.organisationId}`}>{entry.organisationId.slice(0, 8)}</Link>, width: 110, wide: true },
      { key: "detail", title: t("audit.detail"), render: (entry) => <span title={words(entry)}>{words(entry)}</span>, width: "minmax(120px, 2fr)", wide: true },
    ],
    [t],
  );
  return (
    <Page title={t("audit.title")}>
      <ServerTable path="/v1/operator/audit" columns={columns} rowKey={(entry) => entry.id} search={t("audit.search")} label={t("audit.title")} empty={<EmptyState title={t("audit.none")} />} />
    </Page>
  );
}

function words(entry: Entry): string {
  return Object.entries(entry.detail as Record<string, string>)
    .map(([key, value]) => `${key} ${value}`)
    .join(", ");
}
