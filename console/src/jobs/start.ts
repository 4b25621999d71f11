import { useQuery } from "@tanstack/react-query";
import { api, query } from "../api/client";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { written } from "./spec/fields";
import type { Doc } from "./spec/yaml";

/** The job of samples/digits, as its file says. */
const DIGITS: Doc = {
  name: "digits",
  kind: "training",
  runtime: "pytorch-cpu",
  flavour: "cpu.small",
  command: ["python3", "train.py"],
  inputs: [{ name: "data", dataset: "digits" }],
  outputs: [{ name: "model", model: "digits" }, { name: "report" }],
  wallTime: "30m",
};

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
  const digits = useLastOf(get("sample") === "digits" ? "digits" : undefined);
  const offered = query.useQuery("get", "/v1/flavours", {}, { staleTime: Infinity });
  if (from) return { doc: job.data && written(job.data.spec), from: job.data?.name, error: job.error };
  if (get("sample") === "digits") return { doc: digits.isPending ? undefined : { ...DIGITS, ...digits.data }, error: null };
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

/** The code of the last job of a name: the sample's is there once somebody has uploaded it. */
function useLastOf(name: string | undefined) {
  return useQuery({
    queryKey: ["last-code", name],
    queryFn: async (): Promise<Doc> => {
      const found = await lastWithCode(name);
      return found ? { code: found.code } : {};
    },
    enabled: name !== undefined,
    staleTime: Infinity,
  });
}

const LOOKED_AT = 50;

/** The newest job that had code, of a name if one is given. */
export async function lastWithCode(name?: string): Promise<{ code: string; name: string; submittedAt: string } | undefined> {
  const { data } = await api.GET("/v1/jobs", { params: { query: { q: name, limit: LOOKED_AT } } });
  const job = data?.items.find((each) => each.spec.code && (!name || each.name === name));
  return job?.spec.code ? { code: job.spec.code, name: job.name, submittedAt: job.submittedAt } : undefined;
}
