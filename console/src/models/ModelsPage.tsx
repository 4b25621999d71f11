import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";

type Model = Schemas["ModelView"];

/** All models of the organisation, or of the project that is chosen. */
export function ModelsPage() {
  const { t } = useTranslation("models");
  const project = useProject();
  const columns = useColumns();
  const asked = useMemo(() => ({ project }), [project]);
  const train = can(useMe(), "SUBMIT") && (
    <LinkButton type="primary" to="/jobs/new?sample=digits">
      {t("list.train")}
    </LinkButton>
  );
  return (
    <Page title={t("list.title")} command="penstock model ls">
      <ServerTable
        path="/v1/models"
        query={asked}
        columns={columns}
        rowKey={(model) => model.id}
        to={(model) => `/models/${model.id}`}
        search={t("list.search")}
        label={t("list.title")}
        empty={<EmptyState title={t("list.none")} text={t("list.noneText")} action={train} command="penstock job submit samples/digits/job.yaml --follow" />}
      />
    </Page>
  );
}

function useColumns(): Column<Model>[] {
  const { t } = useTranslation("models");
  return useMemo(
    () => [
      { key: "name", title: t("field.name"), sort: "name", render: (model) => model.name, width: "minmax(160px, 2fr)" },
      { key: "version", title: t("field.latest"), render: (model) => (model.latestVersion === undefined ? <span className="muted">{t("list.noVersion")}</span> : <span className="figure">{t("version.number", { version: model.latestVersion })}</span>), width: 140 },
      { key: "project", title: t("field.project"), render: (model) => model.project, width: "minmax(120px, 1fr)", wide: true },
      { key: "created", title: t("field.created"), sort: "createdAt", render: (model) => <When at={model.createdAt} />, width: 140 },
    ],
    [t],
  );
}
