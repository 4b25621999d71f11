import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Applications } from "./Applications";
import "./operator.css";

type Organisation = Schemas["Organisation"];

const STATES = ["APPLIED", "APPROVED", "REJECTED", "SUSPENDED"] as const;
const KINDS = ["enterprise", "university", "research-institute", "individual"] as const;

/** Who the centre serves, and who wants to be served. */
export function TenantsPage() {
  const { t } = useTranslation("operator");
  const filters = useMemo(
    () => [
      { key: "state", label: t("tenants.state"), options: STATES.map((state) => ({ value: state, label: t(`common:state.${state}`) })) },
      { key: "kind", label: t("tenants.kind"), options: KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })) },
    ],
    [t],
  );
  const columns = useMemo(
    (): Column<Organisation>[] => [
      { key: "name", title: t("tenants.name"), sort: "name", render: (it) => it.name, width: "minmax(160px, 2fr)" },
      { key: "state", title: t("tenants.state"), render: (it) => <Status state={it.state} />, width: 150 },
      { key: "kind", title: t("tenants.kind"), render: (it) => t(`kind.${it.kind}`), width: 130 },
      { key: "contact", title: t("tenants.contact"), render: (it) => it.contactName, wide: true },
      { key: "code", title: t("tenants.code"), render: (it) => <code>{it.creditCode ?? "–"}</code>, width: 190, wide: true },
      { key: "applied", title: t("tenants.applied"), sort: "appliedAt", render: (it) => <When at={it.appliedAt} />, width: 120, wide: true },
    ],
    [t],
  );
  return (
    <Page title={t("tenants.title")} command="penstock org list">
      <Applications />
      <ServerTable
        path="/v1/operator/organisations"
        columns={columns}
        rowKey={(it) => it.id}
        to={(it) => `/operator/tenants/${it.id}`}
        filters={filters}
        search={t("tenants.search")}
        label={t("tenants.title")}
        empty={<EmptyState title={t("tenants.none")} text={t("tenants.noneText")} command="penstock org apply --kind enterprise --name NAME --email EMAIL" />}
      />
    </Page>
  );
}
