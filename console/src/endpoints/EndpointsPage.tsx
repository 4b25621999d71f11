import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { EmptyState } from "../ui/EmptyState";
import { Money, useFormat, When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { isOver } from "./life";

type Endpoint = Schemas["EndpointView"];

const STATES = ["STARTING", "READY", "STOPPING", "STOPPED", "FAILED"] as const;

/** All endpoints of the organisation, or of the project that is chosen. */
export function EndpointsPage() {
  const { t } = useTranslation("endpoints");
  const project = useProject();
  const columns = useColumns();
  const deploys = can(useMe(), "SUBMIT");
  const asked = useMemo(() => ({ project }), [project]);
  const filters = useMemo(() => [{ key: "state", label: t("field.state"), options: STATES.map((state) => ({ value: state, label: t(`common:state.${state}`) })) }], [t]);
  const deploy = deploys && (
    <LinkButton type="primary" to="/endpoints/new">
      {t("list.deploy")}
    </LinkButton>
  );
  const beginnings = deploys && (
    <>
      {deploy} <LinkButton to="/home/try">{t("list.sample")}</LinkButton>
    </>
  );
  return (
    <Page title={t("list.title")} actions={deploy} command="penstock endpoint ls">
      <ServerTable
        path="/v1/endpoints"
        query={asked}
        columns={columns}
        rowKey={(endpoint) => endpoint.id}
        to={(endpoint) => `/endpoints/${endpoint.id}`}
        filters={filters}
        search={t("list.search")}
        label={t("list.title")}
        empty={<EmptyState title={t("list.none")} text={t("list.noneText")} action={beginnings} command="penstock endpoint deploy digits --model digits@1 --wait" />}
      />
    </Page>
  );
}

function useColumns(): Column<Endpoint>[] {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const flavours = query.useQuery("get", "/v1/flavours");
  const prices = useMemo(() => new Map(flavours.data?.items.map((each) => [each.name, each.perHourYuan])), [flavours.data]);
  const price = (endpoint: Endpoint) => {
    const yuan = prices.get(endpoint.flavour);
    // one that is over costs nothing any more
    return yuan && !isOver(endpoint) ? <Money yuan={yuan} /> : <span className="figure muted">–</span>;
  };
  return [
    { key: "name", title: t("field.name"), sort: "name", render: (endpoint) => endpoint.name, width: "minmax(150px, 1.2fr)" },
    { key: "state", title: t("field.state"), sort: "state", render: (endpoint) => <span title={endpoint.reason}><Status state={endpoint.state} /></span>, width: 110 },
    { key: "model", title: t("field.model"), render: (endpoint) => <span className="mono">{endpoint.model}@{endpoint.version}</span>, width: "minmax(140px, 1fr)" },
    { key: "flavour", title: t("field.flavour"), render: (endpoint) => <span className="mono">{endpoint.flavour}</span>, width: 140, wide: true },
    { key: "price", title: t("field.price"), align: "right", render: price, width: 100, wide: true },
    { key: "calls", title: t("field.calls"), align: "right", render: (endpoint) => format.number(endpoint.calls), width: 110, wide: true },
    { key: "created", title: t("field.created"), sort: "createdAt", render: (endpoint) => <When at={endpoint.createdAt} />, width: 130, wide: true },
  ];
}
