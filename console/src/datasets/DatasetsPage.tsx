import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Page } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { CreateDataset } from "./CreateDataset";
import "./datasets.css";

type Dataset = Schemas["DatasetView"];

/** All datasets of the organisation, or of the project that is chosen. */
export function DatasetsPage() {
  const { t } = useTranslation("datasets");
  const project = useProject();
  const columns = useColumns();
  const { get, set } = useAddress();
  const creates = can(useMe(), "SUBMIT");
  const asked = useMemo(() => ({ project }), [project]);
  const create = creates && (
    <Button type="primary" onClick={() => set({ create: "1" })}>
      {t("list.create")}
    </Button>
  );
  return (
    <Page title={t("list.title")} actions={create} command="penstock data ls">
      <ServerTable
        path="/v1/datasets"
        query={asked}
        columns={columns}
        rowKey={(dataset) => dataset.id}
        to={(dataset) => `/datasets/${dataset.id}`}
        search={t("list.search")}
        label={t("list.title")}
        empty={<EmptyState title={t("list.none")} text={t("list.noneText")} action={create} command="penstock data upload digits ./data" />}
      />
      {get("create") && creates && <CreateDataset close={() => set({ create: null })} />}
    </Page>
  );
}

function useColumns(): Column<Dataset>[] {
  const { t } = useTranslation("datasets");
  return useMemo(
    () => [
      { key: "name", title: t("field.name"), sort: "name", render: (dataset) => dataset.name, width: "minmax(160px, 1fr)" },
      { key: "version", title: t("field.latest"), render: (dataset) => (dataset.latestVersion === undefined ? <span className="muted">{t("list.noVersion")}</span> : <span className="figure">{t("version.number", { version: dataset.latestVersion })}</span>), width: 120 },
      { key: "description", title: t("field.description"), render: (dataset) => <span className="muted" title={dataset.description}>{dataset.description}</span>, width: "minmax(200px, 2fr)", wide: true },
      { key: "project", title: t("field.project"), render: (dataset) => dataset.project, width: 140, wide: true },
      { key: "created", title: t("field.created"), sort: "createdAt", render: (dataset) => <When at={dataset.createdAt} />, width: 130 },
    ],
    [t],
  );
}
