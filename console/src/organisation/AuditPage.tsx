import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { can, useMe } from "../api/session";
import { EmptyState } from "../ui/EmptyState";
import { AuditLog } from "./AuditLog";
import { Frame } from "./Frame";

const MOST = 500;

/** The command line has no word for the log. */
const COMMAND = 'curl -H "Authorization: Bearer $PENSTOCK_KEY" $PENSTOCK_URL/v1/audit';

/** Who did what in the organisation, and when. */
export function AuditPage() {
  const { t } = useTranslation("organisation");
  const may = can(useMe(), "AUDIT");
  return <Frame command={may ? COMMAND : undefined}>{may ? <Log /> : <EmptyState title={t("audit.refused")} text={t("audit.refusedText")} />}</Frame>;
}

function Log() {
  const { t } = useTranslation("organisation");
  const members = query.useQuery("get", "/v1/members", { params: { query: { limit: MOST } } });
  const filters = useMemo(() => [{ key: "actor", label: t("audit.who"), options: members.data?.items.map((each) => ({ value: each.id, label: each.name })) ?? [] }], [t, members.data]);
  return <AuditLog path="/v1/audit" filters={filters} />;
}
