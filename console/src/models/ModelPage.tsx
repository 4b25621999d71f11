import { DeleteOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { VersionFiles } from "../datasets/files/VersionFiles";
import { useAddress } from "../ui/address";
import { Bytes, When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Facts, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { useDeleteVersion } from "./acts";
import { Lineage } from "./Lineage";
import { Metrics } from "./Metrics";
import { ModelVersions } from "./ModelVersions";
import "./models.css";

type Model = Schemas["ModelView"];
type Version = Schemas["ModelVersionView"];

/** A model: its versions, where each comes from, how good it is, and what serves it. */
export function ModelPage() {
  const { t } = useTranslation("models");
  const { id = "" } = useParams();
  const model = query.useQuery("get", "/v1/models/{id}", { params: { path: { id } } });
  if (model.data) return <Shown model={model.data} />;
  return (
    <Page title={t("page.title")} trail={<Link to="/models">{t("list.title")}</Link>}>
      {model.error ? <Refusal error={model.error} retry={asProblem(model.error).status === 404 ? undefined : () => void model.refetch()} /> : <Spin />}
    </Page>
  );
}

function Shown({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  const { get } = useAddress();
  const shown = Number(get("version")) || model.latestVersion;
  const writes = can(useMe(), "SUBMIT");
  const deploy = shown !== undefined && writes && (
    <LinkButton type="primary" to={`/endpoints/new?${new URLSearchParams({ model: `${model.name}@${shown}`, project: model.project })}`}>
      {t("page.deploy", { version: shown })}
    </LinkButton>
  );
  return (
    <Page
      title={model.name}
      called={`${model.name} · ${t("page.title")}`}
      aside={shown !== undefined && <span className="muted">{t("version.number", { version: shown })}</span>}
      trail={<Link to="/models">{t("list.title")}</Link>}
      actions={deploy}
      command={shown === undefined ? `penstock model show ${model.name}` : `penstock model show ${model.name}@${shown}`}
    >
      {shown === undefined ? <p className="muted">{t("page.noVersions")}</p> : <ShownVersion model={model} number={shown} writes={writes} />}
    </Page>
  );
}

function ShownVersion({ model, number, writes }: { model: Model; number: number; writes: boolean }) {
  const { t } = useTranslation("models");
  const path = { params: { path: { id: model.id, version: number } } };
  const version = query.useQuery("get", "/v1/models/{id}/versions/{version}", path);
  const job = query.useQuery("get", "/v1/jobs/{id}", { params: { path: { id: version.data?.job ?? "" } } }, { enabled: version.data !== undefined, retry: false });
  const remove = useDeleteVersion(model);
  return (
    <>
      <Refusal error={version.error} retry={() => void version.refetch()} />
      {version.isPending && !version.error && <Spin />}
      {version.data && <Lineage model={model} version={version.data} job={job.data} />}
      {version.data && <Metrics metrics={version.data.metrics} />}
      <div className="wide-left">
        <div className="model-stack">
          {version.data && (
            <Section title={t("files.title", { version: number })} actions={writes && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t("delete.version", { version: number })} onClick={() => remove(number)} />}>
              <VersionFiles of="models" id={model.id} version={number} label={t("files.title", { version: number })} />
            </Section>
          )}
          <ModelVersions id={model.id} shown={number} />
        </div>
        {version.data && <VersionFacts model={model} version={version.data} job={job.data} />}
      </div>
    </>
  );
}

function VersionFacts({ model, version, job }: { model: Model; version: Version; job?: Schemas["Job"] }) {
  const { t } = useTranslation("models");
  const hash = (value: string) => <code title={value}>{value.slice(0, 12)}</code>;
  return (
    <Section title={t("page.facts")}>
      <Facts
        items={[
          [t("field.created"), <When at={version.createdAt} absolute />],
          [t("field.by"), job?.submitterName],
          [t("field.project"), model.project],
          [t("field.size"), <>{t("version.files", { count: version.files })} · <Bytes count={version.bytes} /></>],
          [t("field.output"), <span className="mono">{version.output}</span>],
          [t("field.tree"), hash(version.tree)],
          [t("field.code"), version.codeHash && hash(version.codeHash)],
        ]}
      />
    </Section>
  );
}
