import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Bytes, When } from "../ui/figures";
import { Section } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";

type Version = Schemas["VersionView"];

const HEIGHT = 320;

/** All versions, the newest first; the page shows the one that is chosen. */
export function Versions({ id, shown }: { id: string; shown: number }) {
  const { t } = useTranslation("datasets");
  const params = useMemo(() => ({ id }), [id]);
  const columns = useMemo(
    (): Column<Version>[] => [
      { key: "version", title: t("version.title"), width: "minmax(88px, 1fr)", render: (each) => <span className={each.version === shown ? "version-shown" : ""} aria-current={each.version === shown ? "true" : undefined}>{t("version.number", { version: each.version })}</span> },
      { key: "size", title: t("field.size"), align: "right", width: 96, render: (each) => <Bytes count={each.bytes} /> },
      { key: "created", title: t("field.created"), width: 110, render: (each) => <When at={each.createdAt} /> },
    ],
    [t, shown],
  );
  return (
    <Section title={t("version.all")}>
      <ServerTable path="/v1/datasets/{id}/versions" pathParams={params} columns={columns} rowKey={(each) => String(each.version)} to={(each) => `?version=${each.version}`} label={t("version.all")} height={HEIGHT} empty={<p className="muted">{t("list.noVersion")}</p>} />
    </Section>
  );
}
