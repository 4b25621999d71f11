import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { api, requestHeaders, type Schemas } from "../api/client";
import { asProblem, ProblemError, problemOf } from "../api/problem";
import type { Signature } from "./protocol";

type Endpoint = Schemas["EndpointView"];

/** Stops an endpoint for good, and says how that went. */
export function useUndeploy(endpoint: Endpoint) {
  const { t } = useTranslation("endpoints");
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE("/v1/endpoints/{id}", { params: { path: { id: endpoint.id } } }),
    onSuccess: () => {
      void message.success(t("act.stopping", { name: endpoint.name }));
      void queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => String(path).startsWith("/v1/endpoints") });
    },
    onError: (error) => {
      const { detail, hint } = asProblem(error);
      void message.error([detail || t("common:problem.unreachable"), hint].filter(Boolean).join(" "));
    },
  });
}

/** What the model takes and answers, as the replica itself says it. */
export function useSignature(endpoint: Endpoint) {
  return useQuery({
    queryKey: ["get", "/v2/models/{endpoint}", endpoint.id],
    enabled: endpoint.state === "READY",
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const response = await fetch(endpoint.url, { headers: requestHeaders(), signal });
      if (!response.ok) throw await problemOf(response);
      return (await response.json()) as Signature;
    },
  });
}

/** An answer as it came, with how long that took in the browser's view. */
export interface Answer {
  request: string;
  /** Undefined where no answer came at all. */
  response?: string;
  status: number;
  millis: number;
  error?: ProblemError;
}

/** Sends a request as it is written; what the endpoint refuses is an answer too. */
export async function ask(endpoint: Endpoint, request: string): Promise<Answer> {
  const began = performance.now();
  try {
    const response = await fetch(`${endpoint.url}/infer`, { method: "POST", headers: { ...requestHeaders(), "Content-Type": "application/json" }, body: request });
    const text = await response.clone().text();
    const millis = performance.now() - began;
    return { request, response: text, status: response.status, millis, error: response.ok ? undefined : await problemOf(response) };
  } catch {
    return { request, status: 0, millis: performance.now() - began, error: ProblemError.unreachable() };
  }
}
