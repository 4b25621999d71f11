import { load } from "js-yaml";
import { api, requestHeaders, type Schemas } from "../api/client";
import { asProblem, kindOf, problemOf } from "../api/problem";
import { readEvents } from "../api/stream";
import { uploadFiles, type FileToUpload, type OnUploadProgress, type UploadedFile } from "../api/upload";
import { answersIn, CODE_FILES, DATA_FILES, freeName, requestOf, sameTree } from "./digits";
import { SampleError, type MetricLine } from "./trail";

/** The single acts of the sample: each asks the API for one thing, as the command line does. */

const NAME = "digits";
const MANY = 500;

export interface SampleFiles {
  data: FileToUpload[];
  code: FileToUpload[];
  /** job.yaml as it is written. */
  spec: Schemas["JobSpec"];
}

export async function fetchSample(signal: AbortSignal): Promise<SampleFiles> {
  const get = async (path: string): Promise<Blob> => {
    const response = await fetch(`/samples/${NAME}/${path}`, { signal });
    if (!response.ok) throw new SampleError("no-sample", { path });
    return response.blob();
  };
  const data = await Promise.all(DATA_FILES.map(async (name) => ({ path: name, data: await get(`data/${name}`) })));
  const code = await Promise.all(CODE_FILES.map(async (name) => ({ path: name, data: await get(name) })));
  const spec = load(await (code.find(({ path }) => path === "job.yaml") as FileToUpload).data.text());
  return { data, code, spec: spec as Schemas["JobSpec"] };
}

/** What the job costs at most, before anything of it is uploaded. */
export async function quoteSample(project: string | undefined, signal: AbortSignal): Promise<Schemas["Quote"]> {
  const { spec } = await fetchSample(signal);
  const { data } = await api.POST("/v1/quotes", { body: { ...spec, project, code: undefined, inputs: [] }, signal });
  return data as Schemas["Quote"];
}

export interface Kept {
  id: string;
  name: string;
  version: number;
  reused: boolean;
}

/** The dataset's version of exactly these files: the latest one when it has them already, else a new one. */
export async function ensureDataset(project: string | undefined, files: UploadedFile[], signal: AbortSignal): Promise<Kept> {
  const { data: list } = await api.GET("/v1/datasets", { params: { query: { q: NAME, project, limit: MANY } }, signal });
  const found = list?.items.find((dataset) => dataset.name === NAME && dataset.project === (project ?? "default"));
  const dataset = found ?? (await api.POST("/v1/datasets", { body: { name: NAME, project }, signal })).data!;
  if (dataset.latestVersion && (await hasFiles(dataset.id, dataset.latestVersion, files, signal))) {
    return { id: dataset.id, name: NAME, version: dataset.latestVersion, reused: true };
  }
  const { data: version } = await api.POST("/v1/datasets/{id}/versions", { params: { path: { id: dataset.id } }, body: { files }, signal });
  return { id: dataset.id, name: NAME, version: version!.version, reused: false };
}

async function hasFiles(id: string, version: number, files: UploadedFile[], signal: AbortSignal): Promise<boolean> {
  const { data } = await api.GET("/v1/datasets/{id}/versions/{version}/files", { params: { path: { id, version: String(version) as never }, query: { limit: MANY } }, signal });
  return sameTree(data?.items ?? [], files);
}

/** The job as it is submitted: with the code's tree and the data's version in place. */
export async function prepareJob(sample: SampleFiles, dataset: Kept, project: string | undefined, onProgress: OnUploadProgress, signal: AbortSignal): Promise<Schemas["JobSpec"]> {
  const files = await uploadFiles(sample.code, onProgress, signal);
  const { data: snapshot } = await api.POST("/v1/snapshots", { body: { files }, signal });
  return { ...sample.spec, project, code: snapshot!.tree, inputs: [{ name: "data", dataset: `${dataset.name}@${dataset.version}` }] };
}

/** @throws SampleError no-money, with what is needed and what is there */
export async function quote(spec: Schemas["JobSpec"], signal: AbortSignal): Promise<Schemas["Quote"]> {
  const { data } = await api.POST("/v1/quotes", { body: spec, signal });
  const found = data as Schemas["Quote"];
  if (!found.affordable) throw new SampleError("no-money", { needed: found.dearestYuan, have: found.balanceYuan });
  return found;
}

export async function submit(spec: Schemas["JobSpec"], signal: AbortSignal): Promise<Schemas["Job"]> {
  return (await api.POST("/v1/jobs", { body: spec, signal })).data as Schemas["Job"];
}

export async function findJob(id: string, signal: AbortSignal): Promise<Schemas["Job"]> {
  return (await api.GET("/v1/jobs/{id}", { params: { path: { id } }, signal })).data as Schemas["Job"];
}

// no connection, or a gateway before a server that is just starting
const isPassing = (status: number) => [0, 502, 503, 504].includes(status);

export const isOver = (job: Schemas["Job"]) => ["SUCCEEDED", "FAILED", "CANCELLED"].includes(job.state);

/** Follows a job to its end, over lost connections too. */
export async function followJob(id: string, onState: (job: Schemas["Job"]) => void, signal: AbortSignal): Promise<Schemas["Job"]> {
  for (;;) {
    let latest: Schemas["Job"] | undefined;
    try {
      await readEvents(
        `/v1/jobs/${id}/events`,
        ({ name, data }) => {
          if (name !== "state") return;
          latest = JSON.parse(data) as Schemas["Job"];
          onState(latest);
        },
        signal,
      );
    } catch (error) {
      if (!isPassing(asProblem(error).status)) throw error;
    }
    signal.throwIfAborted();
    if (latest && isOver(latest)) return latest;
    await pause(1000, signal);
  }
}

export async function metricsOf(id: string, signal: AbortSignal): Promise<MetricLine[]> {
  const { data } = await api.GET("/v1/jobs/{id}/metrics", { params: { path: { id } }, signal });
  return (data?.items ?? []) as unknown as MetricLine[];
}

/** What the job itself said of each held-out digit, and how many it got right; null where it left no word. */
export async function reportOf(id: string, signal: AbortSignal): Promise<{ predictions: number[]; accuracy: number } | null> {
  const read = async (file: string): Promise<Record<string, unknown>> => {
    const response = await fetch(`/v1/jobs/${id}/outputs/report/${file}`, { headers: requestHeaders(), signal });
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as Record<string, unknown>;
  };
  try {
    const [predictions, metrics] = await Promise.all([read("predictions.json"), read("metrics.json")]);
    return { predictions: predictions.predictions as number[], accuracy: metrics.accuracy as number };
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** The model's version that the job left. */
export async function modelOf(job: Schemas["Job"], signal: AbortSignal): Promise<{ id: string; version: Schemas["ModelVersionView"] }> {
  const output = job.outputs.find((each) => each.modelId && each.modelVersion);
  if (!output?.modelId || !output.modelVersion) throw new SampleError("no-model");
  const { data } = await api.GET("/v1/models/{id}/versions/{version}", { params: { path: { id: output.modelId, version: String(output.modelVersion) as never } }, signal });
  return { id: output.modelId, version: data as Schemas["ModelVersionView"] };
}

/** An endpoint that serves the version: one that does so already, else a new one under a free name. */
export async function deploy(model: Schemas["ModelVersionView"], project: string | undefined, signal: AbortSignal): Promise<{ endpoint: Schemas["EndpointView"]; reused: boolean }> {
  const { data } = await api.GET("/v1/endpoints", { params: { query: { limit: MANY } }, signal });
  const open = (data?.items ?? []).filter((endpoint) => !["STOPPED", "FAILED"].includes(endpoint.state));
  const same = open.find((endpoint) => endpoint.model === model.name && endpoint.version === model.version && ["STARTING", "READY"].includes(endpoint.state));
  if (same) return { endpoint: same, reused: true };
  const body = { name: freeName(NAME, open.map((endpoint) => endpoint.name)), model: `${model.name}@${model.version}`, project };
  const { data: made } = await api.POST("/v1/endpoints", { body, signal });
  return { endpoint: made as Schemas["EndpointView"], reused: false };
}

export async function findEndpoint(id: string, signal: AbortSignal): Promise<Schemas["EndpointView"]> {
  return (await api.GET("/v1/endpoints/{id}", { params: { path: { id } }, signal })).data as Schemas["EndpointView"];
}

/** Waits until the endpoint answers. @throws SampleError endpoint-failed, with the reason */
export async function awaitReady(id: string, onState: (endpoint: Schemas["EndpointView"]) => void, signal: AbortSignal): Promise<Schemas["EndpointView"]> {
  for (;;) {
    const endpoint = await findEndpoint(id, signal);
    onState(endpoint);
    if (endpoint.state === "READY") return endpoint;
    if (endpoint.state !== "STARTING") throw new SampleError("endpoint-failed", { reason: endpoint.reason ?? endpoint.state });
    await pause(700, signal);
  }
}

/** Asks what a batch of pictures shows. A replica that is just starting is asked again. */
export async function infer(endpoint: string, pictures: number[][], signal: AbortSignal): Promise<number[]> {
  for (let tries = 1; ; tries++) {
    const response = await fetch(`/v2/models/${endpoint}/infer`, {
      method: "POST",
      headers: { ...requestHeaders(), "Content-Type": "application/json" },
      body: JSON.stringify(requestOf(pictures)),
      signal,
    });
    if (response.ok) return answersIn(await response.json(), pictures.length);
    if (response.status !== 503 || tries === 5) throw await problemOf(response);
    await pause(2000, signal);
  }
}

export async function fetchHeldout(signal: AbortSignal): Promise<string> {
  const response = await fetch(`/samples/${NAME}/data/heldout.csv`, { signal });
  if (!response.ok) throw new SampleError("no-sample", { path: "data/heldout.csv" });
  return response.text();
}

/** Whether a refusal says that the balance does not do. */
export const lacksMoney = (error: unknown) => kindOf(asProblem(error)) === "payment-required";

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
