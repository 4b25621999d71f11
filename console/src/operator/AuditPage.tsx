import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { AuditLog } from "../organisation/AuditLog";
import { Page } from "../ui/Page";
import type { Column } from "../ui/table/ServerTable";

const MOST = 500;

/** Who did what, in every organisation. */
export function AuditPage() {
  const { t } = useTranslation("operator");
  const tenants = query.useQuery("get", "/v1/operator/organisations", { params: { query: { limit: MOST } } });
  const filters = useMemo(
    () => [{ key: "organisation", label: t("audit.organisation"), options: tenants.data?.items.map((each) => ({ value: each.id, label: each.name })) ?? [] }],
    [t, tenants.data],
  );
  const whose = useMemo((): Column<Schemas["AuditEntry"]> => {
    const names = new Map(tenants.data?.items.map((each) => [each.id, each.name]));
    return {
      key: "org",
      title: t("audit.organisation"),
      render: ({ organisationId }) => <Link to={`/operator/tenants/${organisationId}`}>{names.get(organisationId) ?? organisationId.slice(0, 8)}</Link>,
      width: "minmax(120px, 1fr)",
      wide: true,
    };
  }, [t, tenants.data]);
  return (
    <Page title={t("audit.title")} command={'curl -H "Authorization: Bearer $PENSTOCK_KEY" $PENSTOCK_URL/v1/operator/audit'}>
      <AuditLog path="/v1/operator/audit" filters={filters} whose={whose} />
    </Page>
  );
}
