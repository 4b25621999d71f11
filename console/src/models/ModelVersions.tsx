import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Bytes, When } from "../ui/figures";
import { Section } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { foremost, metricText } from "./metrics";

type Version = Schemas["ModelVersionView"];

const HEIGHT = 320;
const MOST_METRICS = 3;

/** All versions, the newest first, with what was measured of each. */
export function ModelVersions({ id, shown }: { id: string; shown: number }) {
  const { t } = useTranslation("models");
  const params = useMemo(() => ({ id }), [id]);
  const columns = useMemo(
    (): Column<Version>[] => [
      { key: "version", title: t("version.title"), width: 104, render: (each) => <span className={each.version === shown ? "model-shown" : ""} aria-current={each.version === shown ? "true" : undefined}>{t("version.number", { version: each.version })}</span> },
      { key: "metrics", title: t("metrics.title"), width: "minmax(100px, 1fr)", render: (each) => <Measured metrics={each.metrics} /> },
      { key: "size", title: t("field.bytes"), align: "right", width: 100, wide: true, render: (each) => <Bytes count={each.bytes} /> },
      { key: "created", title: t("field.created"), width: 120, render: (each) => <When at={each.createdAt} /> },
    ],
    [t, shown],
  );
  return (
    <Section title={t("version.all")}>
      <ServerTable path="/v1/models/{id}/versions" pathParams={params} columns={columns} rowKey={(each) => each.id} to={(each) => `?version=${each.version}`} label={t("version.all")} height={HEIGHT} empty={<p className="muted">{t("list.noVersion")}</p>} />
    </Section>
  );
}

function Measured({ metrics }: { metrics: Record<string, number> }) {
  const { i18n } = useTranslation("models");
  const text = foremost(metrics, MOST_METRICS)
    .map(([name, value]) => `${name} ${metricText(value, i18n.language)}`)
    .join(" · ");
  return <span className="muted" title={text}>{text || "–"}</span>;
}
