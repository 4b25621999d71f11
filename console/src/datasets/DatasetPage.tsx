import { DeleteOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { Bytes, useFormat, When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Facts, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { useDeleting } from "./acts";
import { VersionFiles } from "./files/VersionFiles";
import { UploadVersion } from "./upload/UploadVersion";
import { Versions } from "./Versions";
import "../jobs/jobs.css";
import "./datasets.css";

type Dataset = Schemas["DatasetView"];

/** A dataset: what its versions hold, and the upload of the next one. */
export function DatasetPage() {
  const { t } = useTranslation("datasets");
  const { id = "" } = useParams();
  const dataset = query.useQuery("get", "/v1/datasets/{id}", { params: { path: { id } } });
  if (dataset.data) return <Shown dataset={dataset.data} />;
  return (
    <Page title={t("page.title")} trail={<Link to="/datasets">{t("list.title")}</Link>}>
      {dataset.error ? <Refusal error={dataset.error} retry={asProblem(dataset.error).status === 404 ? undefined : () => void dataset.refetch()} /> : <Spin />}
    </Page>
  );
}

function Shown({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation("datasets");
  const { get, set } = useAddress();
  const writes = can(useMe(), "SUBMIT");
  const deleting = useDeleting(dataset);
  const place = useRef<HTMLDivElement>(null);
  const shown = Number(get("version")) || dataset.latestVersion;
  const train = shown !== undefined && writes && (
    <LinkButton type="primary" to={`/jobs/new?${new URLSearchParams({ dataset: `${dataset.name}@${shown}`, project: dataset.project })}`}>
      {t("page.train", { version: shown })}
    </LinkButton>
  );
  const upload = writes && (
    <div ref={place}>
      <UploadVersion dataset={dataset} onDone={() => set({ version: null, file: null })} />
    </div>
  );
  return (
    <Page
      title={dataset.name}
      called={`${dataset.name} · ${t("page.title")}`}
      trail={<Link to="/datasets">{t("list.title")}</Link>}
      actions={
        <>
          {writes && <Button danger type="text" onClick={deleting.dataset}>{t("common:action.delete")}</Button>}
          {writes && shown !== undefined && <Button onClick={() => place.current?.scrollIntoView({ block: "center" })}>{t("upload.next")}</Button>}
          {train}
        </>
      }
      command={`penstock data upload ${dataset.name} ./data${dataset.project === "default" ? "" : ` --project ${dataset.project}`}`}
    >
      {dataset.description && <p className="dataset-description">{dataset.description}</p>}
      <div className="wide-left">
        <div className="dataset-stack">
          {shown !== undefined && <Version dataset={dataset} version={shown} remove={writes ? () => deleting.version(shown, () => set({ version: null, file: null })) : undefined} />}
          {upload}
          {shown === undefined && !writes && <p className="muted">{t("list.noVersion")}</p>}
        </div>
        <div className="dataset-stack">
          <DatasetFacts dataset={dataset} />
          {shown !== undefined && <Versions id={dataset.id} shown={shown} />}
        </div>
      </div>
    </Page>
  );
}

function DatasetFacts({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation("datasets");
  return (
    <Section title={t("page.facts")}>
      <Facts
        items={[
          [t("field.project"), dataset.project],
          [t("field.latest"), dataset.latestVersion !== undefined && t("version.number", { version: dataset.latestVersion })],
          [t("field.created"), <When at={dataset.createdAt} absolute />],
        ]}
      />
    </Section>
  );
}

function Version({ dataset, version, remove }: { dataset: Dataset; version: number; remove?: () => void }) {
  const { t } = useTranslation("datasets");
  const format = useFormat();
  const found = query.useQuery("get", "/v1/datasets/{id}/versions/{version}", { params: { path: { id: dataset.id, version } } });
  const title = t("version.number", { version });
  return (
    <Section title={title} actions={remove && found.data && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t("delete.version", { version })} onClick={remove} />}>
      <Refusal error={found.error} />
      {found.data && (
        <>
          <p className="version-line muted">
            {t("version.files", { count: found.data.files })} · <Bytes count={found.data.bytes} /> · {format.exact(found.data.createdAt)} · <code title={found.data.tree}>{found.data.tree.slice(0, 12)}</code>
          </p>
          <VersionFiles of="datasets" id={dataset.id} version={version} label={t("files.of", { version })} />
        </>
      )}
    </Section>
  );
}
