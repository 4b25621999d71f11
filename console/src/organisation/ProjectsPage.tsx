import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Frame } from "./Frame";
import { NewProject } from "./NewProject";

type Project = Schemas["Project"];

/** What the organisation's work is divided into. */
export function ProjectsPage() {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const { get, set } = useAddress();
  const creates = can(me, "ADMINISTER") && !me.staff;
  const columns = useMemo((): Column<Project>[] => {
    const link = (to: string, name: string, word: string) => (
      <Link to={`${to}?project=${encodeURIComponent(name)}`} aria-label={`${word} ${name}`}>
        {word}
      </Link>
    );
    return [
      { key: "name", title: t("projects.name"), sort: "name", render: (it) => it.name, width: "minmax(140px, 2fr)" },
      { key: "jobs", title: t("projects.jobs"), render: (it) => link("/jobs", it.name, t("projects.jobsOf")), width: 130 },
      { key: "notebooks", title: t("projects.notebooks"), render: (it) => link("/notebooks", it.name, t("projects.notebooksOf")), width: 150, wide: true },
      { key: "created", title: t("projects.created"), sort: "createdAt", render: (it) => <When at={it.createdAt} />, width: 130 },
    ];
  }, [t]);
  const create = (
    <Button type="primary" onClick={() => set({ create: "1" })}>
      {t("projects.create")}
    </Button>
  );
  return (
    <Frame actions={creates && create} command="penstock project ls">
      <p className="muted">
        {t("projects.note")} {!creates && t("projects.readOnly")}
      </p>
      <ServerTable
        path="/v1/projects"
        columns={columns}
        rowKey={(it) => it.id}
        search={t("projects.search")}
        label={t("tab.projects")}
        empty={<EmptyState title={t("projects.none")} text={t("projects.noneText")} action={creates && create} command="penstock project create speech-2026" />}
      />
      {get("create") && creates && <NewProject close={() => set({ create: null })} />}
    </Frame>
  );
}
