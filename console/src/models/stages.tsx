import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { Bytes, When } from "../ui/figures";
import { Status } from "../ui/Status";
import { referenceOf } from "./lineage";

export interface Node {
  key: string;
  title: string;
  /** Where it leads; a node without one only says something. */
  to?: string;
  note?: ReactNode;
  isHere?: boolean;
}

export interface Stage {
  key: "inputs" | "job" | "model" | "endpoints";
  title: string;
  nodes: Node[];
}

interface Props {
  model: Schemas["ModelView"];
  version: Schemas["ModelVersionView"];
  job?: Schemas["Job"];
}

const MOST_NODES = 6;
const MANY = 200;

function DatasetSize({ id, version }: { id: string; version: number }) {
  const { t } = useTranslation("models");
  const found = query.useQuery("get", "/v1/datasets/{id}/versions/{version}", { params: { path: { id, version } } }, { staleTime: Infinity, retry: false });
  return found.data ? <>{t("version.files", { count: found.data.files })} · <Bytes count={found.data.bytes} /></> : t("lineage.dataset");
}

/** The endpoints that serve this version, or are about to. */
export function useServing({ model, version, job }: Props) {
  const listed = query.useQuery("get", "/v1/endpoints", { params: { query: { project: model.project, limit: MANY } } });
  const serving = listed.data?.items.filter((each) => each.state !== "STOPPED" && each.model === version.name && each.version === version.version && (!job || each.projectId === job.project)) ?? [];
  return { serving, error: listed.error, isKnown: listed.data !== undefined };
}

/** From what was read, by the job, to the version and what serves it. */
export function useStages(props: Props, serving: Schemas["EndpointView"][]): Stage[] {
  const { t } = useTranslation("models");
  const { model, version, job } = props;
  const datasets: Node[] = version.datasets.map((each) => ({ key: `${each.id}@${each.version}`, title: `${each.name}@${each.version}`, to: `/datasets/${each.id}?version=${each.version}`, note: <DatasetSize id={each.id} version={each.version} /> }));
  // a model that was trained further is an input too
  const models: Node[] = (job?.spec.inputs ?? []).flatMap(({ model: ref }) => (ref ? [{ key: `model-${ref}`, title: ref, to: `/models?q=${encodeURIComponent(referenceOf(ref).name)}`, note: t("lineage.baseModel") }] : []));
  const none = (key: string, title: string): Node[] => [{ key, title }];
  const inputs = [...datasets, ...models];
  return [
    { key: "inputs", title: t("lineage.inputs"), nodes: inputs.length > 0 ? few(inputs, t) : none("no-inputs", t("lineage.noInputs")) },
    { key: "job", title: t("lineage.job"), nodes: [{ key: version.job, title: job?.name ?? version.job.slice(0, 8), to: `/jobs/${version.job}`, note: job && <Status state={job.state} /> }] },
    { key: "model", title: t("lineage.model"), nodes: [{ key: version.id, title: `${version.name}@${version.version}`, to: `/models/${model.id}?version=${version.version}`, note: <When at={version.createdAt} />, isHere: true }] },
    {
      key: "endpoints",
      title: t("lineage.endpoints"),
      nodes: serving.length > 0 ? few(serving.map((each) => ({ key: each.id, title: each.name, to: `/endpoints/${each.id}`, note: <Status state={each.state} /> })), t) : none("no-endpoints", t("lineage.notServed")),
    },
  ];
}

function few(nodes: Node[], t: (key: "lineage.more", values: { count: number }) => string): Node[] {
  if (nodes.length <= MOST_NODES) return nodes;
  return [...nodes.slice(0, MOST_NODES - 1), { key: "more", title: t("lineage.more", { count: nodes.length - MOST_NODES + 1 }) }];
}
