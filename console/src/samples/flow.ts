import type { Schemas } from "../api/client";
import { uploadFiles } from "../api/upload";
import { awaitReady, deploy, ensureDataset, fetchHeldout, fetchSample, findEndpoint, findJob, followJob, infer, isOver, metricsOf, modelOf, pause, prepareJob, quote, reportOf, submit } from "./acts";
import { batchesOf, countSame, parseHeldout } from "./digits";
import { SampleError, type StepKey, type Trail } from "./trail";

/** Where a walk begins, and to whom it tells what it finds. */
export interface Walk {
  project: string | undefined;
  /** What an earlier walk made: it is taken up, not made again. */
  jobId?: string;
  endpointId?: string;
  /** How many digits were recognised before; they are not asked again. */
  right?: number;
  enter: (step: StepKey) => void;
  note: (trail: Partial<Trail>) => void;
  signal: AbortSignal;
}

/**
 * Walks the whole way, from files to a model that answers.
 *
 * @throws SampleError ProblemError where it can't go on
 */
export async function walk(way: Walk): Promise<void> {
  const job = await train(way, way.jobId ?? (await begin(way)));
  way.enter("model");
  const model = await modelOf(job, way.signal);
  const report = await reportOf(job.id, way.signal);
  way.note({ model: model.version, modelId: model.id, accuracy: report?.accuracy });
  const endpoint = await serve(way, model.version);
  way.enter("ask");
  if (way.right === undefined) await ask(way, endpoint, report?.predictions ?? null);
  way.enter("bill");
}

async function begin(way: Walk): Promise<string> {
  const { project, signal, note } = way;
  way.enter("data");
  const sample = await fetchSample(signal);
  const files = await uploadFiles(sample.data, (sent, total, current) => note({ upload: { sent, total, current } }), signal);
  note({ files: { count: files.length, bytes: files.reduce((sum, file) => sum + file.size, 0) } });
  const dataset = await ensureDataset(project, files, signal);
  note({ dataset, upload: undefined });

  way.enter("submit");
  const spec = await prepareJob(sample, dataset, project, (sent, total, current) => note({ upload: { sent, total, current } }), signal);
  note({ upload: undefined, quote: await quote(spec, signal) });
  const job = await submit(spec, signal);
  note({ job });
  return job.id;
}

async function train(way: Walk, id: string): Promise<Schemas["Job"]> {
  way.enter("train");
  const begun = await findJob(id, way.signal);
  way.note({ job: begun });
  const ended = new AbortController();
  const signal = AbortSignal.any([way.signal, ended.signal]);
  // nothing tells when a job writes a figure: only asking does
  const curves = watchMetrics(begun.id, way, signal);
  const job = isOver(begun) ? begun : await followJob(begun.id, (now) => way.note({ job: now }), way.signal);
  ended.abort();
  await curves;
  way.note({ job, metrics: await metricsOf(job.id, way.signal) });
  if (job.state !== "SUCCEEDED") {
    throw new SampleError("job-failed", { cause: job.result?.cause ?? job.state, detail: job.result?.detail ?? "" });
  }
  return job;
}

async function watchMetrics(id: string, way: Walk, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      way.note({ metrics: await metricsOf(id, signal) });
      await pause(1000, signal);
    } catch {
      // a figure late is no reason to stop: the job's own end is watched apart
      if (!signal.aborted) await pause(3000, signal).catch(() => undefined);
    }
  }
}

async function serve(way: Walk, model: Schemas["ModelVersionView"]): Promise<Schemas["EndpointView"]> {
  way.enter("deploy");
  const { endpoint, reused } = way.endpointId
    ? { endpoint: await findEndpoint(way.endpointId, way.signal), reused: false }
    : await deploy(model, way.project, way.signal);
  way.note({ endpoint, endpointReused: reused });
  if (way.right !== undefined) return endpoint;
  return awaitReady(endpoint.id, (now) => way.note({ endpoint: now }), way.signal);
}

async function ask(way: Walk, endpoint: Schemas["EndpointView"], byJob: number[] | null): Promise<void> {
  const { pictures, labels } = parseHeldout(await fetchHeldout(way.signal));
  way.note({ heldout: { pictures, labels } });
  const answers: number[] = [];
  for (const batch of batchesOf(pictures)) {
    answers.push(...(await infer(endpoint.name, batch, way.signal)));
    way.note({ asked: { done: answers.length, total: pictures.length, right: countSame(answers, labels), answers: [...answers] } });
  }
  way.note({ asked: { done: answers.length, total: pictures.length, right: countSame(answers, labels), answers, same: byJob && countSame(answers, byJob) } });
}
