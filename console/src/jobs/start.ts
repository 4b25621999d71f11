import { useQuery } from "@tanstack/react-query";
import { api, query } from "../api/client";
import { uploadFiles } from "../api/upload";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { written } from "./spec/fields";
import type { Doc } from "./spec/yaml";

const PLAIN: Doc = {
  name: "train",
  kind: "training",
  runtime: "pytorch-cpu",
  flavour: "cpu.small",
  command: ["python3", "train.py"],
  wallTime: "1h",
};

/** What the form begins with: another job, a sample, or what the address names. */
export function useStart(): { doc?: Doc; from?: string; error: unknown } {
  const { get } = useAddress();
  const project = useProject();
  const from = get("from");
  const job = query.useQuery("get", "/v1/jobs/{id}", { params: { path: { id: from ?? "" } } }, { enabled: Boolean(from), staleTime: Infinity });
  const isSample = get("sample") === "digits";
  const sample = useSample(isSample, project);
  const offered = query.useQuery("get", "/v1/flavours", {}, { staleTime: Infinity });
  if (from) return { doc: job.data && written(job.data.spec), from: job.data?.name, error: job.error };
  if (isSample) return { doc: sample.data, error: sample.error };
  if (!offered.data && !offered.error) return { error: null };
  const dataset = get("dataset");
  const model = get("model");
  const inputs = [...(dataset ? [{ name: "data", dataset }] : []), ...(model ? [{ name: "model", model }] : [])];
  const names = offered.data?.items.map((each) => each.name) ?? [];
  const flavour = get("flavour") ?? (names.includes("cpu.small") ? "cpu.small" : names[0]);
  return {
    doc: {
      ...PLAIN,
      ...(project && project !== "default" ? { project } : {}),
      ...(flavour ? { flavour } : {}),
      ...(inputs.length > 0 ? { inputs } : {}),
    },
    error: null,
  };
}

/** The sample, ready to be submitted: its files go up as far as the server hasn't got them. */
function useSample(wanted: boolean, project: string | undefined) {
  return useQuery({
    queryKey: ["digits-sample", project],
    queryFn: async ({ signal }): Promise<Doc> => {
      const acts = await import("../samples/acts");
      const sample = await acts.fetchSample(signal);
      const dataset = await acts.ensureDataset(project, await uploadFiles(sample.data, undefined, signal), signal);
      return written(await acts.prepareJob(sample, dataset, project, () => undefined, signal));
    },
    enabled: wanted,
    staleTime: Infinity,
    retry: false,
  });
}

const LOOKED_AT = 50;

/** The newest job that had code. */
export async function lastWithCode(): Promise<{ code: string; name: string; submittedAt: string } | undefined> {
  const { data } = await api.GET("/v1/jobs", { params: { query: { limit: LOOKED_AT } } });
  const job = data?.items.find((each) => each.spec.code);
  return job?.spec.code ? { code: job.spec.code, name: job.name, submittedAt: job.submittedAt } : undefined;
}
