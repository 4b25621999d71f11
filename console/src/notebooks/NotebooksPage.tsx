import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { Money, When } from "../ui/figures";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { CreateNotebook } from "./CreateNotebook";
import { StopsAt } from "./StopsAt";
import "./notebooks.css";

type Notebook = Schemas["Notebook"];

const STATES = ["STOPPED", "STARTING", "READY", "STOPPING", "FAILED"] as const;

/** All notebooks of the organisation, or of the project that is chosen. */
export function NotebooksPage() {
  const { t } = useTranslation("notebooks");
  const project = useProject();
  const columns = useColumns();
  const { get, set } = useAddress();
  const creates = can(useMe(), "SUBMIT");
  const asked = useMemo(() => ({ project }), [project]);
  const filters = useMemo(() => [{ key: "state", label: t("field.state"), options: STATES.map((state) => ({ value: state, label: t(`common:state.${state}`) })) }], [t]);
  const create = creates && (
    <Button type="primary" onClick={() => set({ create: "1" })}>
      {t("list.create")}
    </Button>
  );
  return (
    <Page title={t("list.title")} actions={create} command="penstock notebook ls">
      <ServerTable
        path="/v1/notebooks"
        query={asked}
        columns={columns}
        rowKey={(notebook) => notebook.id}
        to={(notebook) => `/notebooks/${notebook.id}`}
        filters={filters}
        search={t("list.search")}
        label={t("list.title")}
        empty={<EmptyState title={t("list.none")} text={t("list.noneText")} action={create} command="penstock notebook create sketch --flavour cpu.small" />}
      />
      {get("create") && creates && <CreateNotebook flavour={get("flavour")} close={() => set({ create: null, flavour: null })} />}
    </Page>
  );
}

function useColumns(): Column<Notebook>[] {
  const { t } = useTranslation("notebooks");
  const flavours = query.useQuery("get", "/v1/flavours");
  const prices = useMemo(() => new Map(flavours.data?.items.map((each) => [each.name, each.perHourYuan])), [flavours.data]);
  return useMemo(
    () => [
      { key: "name", title: t("field.name"), sort: "name", render: (notebook) => notebook.name, width: "minmax(140px, 1fr)" },
      { key: "state", title: t("field.state"), sort: "state", render: (notebook) => <Status state={notebook.state} />, width: 110 },
      { key: "stops", title: t("field.stopsAt"), render: (notebook) => (notebook.state === "READY" ? <StopsAt notebook={notebook} /> : <span className="muted" title={notebook.reason}>{notebook.reason}</span>), width: "minmax(180px, 1.5fr)", wide: true },
      { key: "flavour", title: t("field.flavour"), render: (notebook) => <span className="mono">{notebook.flavour}</span>, width: 140, wide: true },
      { key: "price", title: t("field.price"), align: "right", render: (notebook) => <Money yuan={prices.get(notebook.flavour) ?? "0"} />, width: 110 },
      { key: "created", title: t("field.created"), sort: "createdAt", render: (notebook) => <When at={notebook.createdAt} />, width: 120, wide: true },
    ],
    [t, prices],
  );
}
