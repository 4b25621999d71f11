import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import i18n from "i18next";
import type { components, paths } from "./schema";
import { organisation } from "./organisation";
import { ProblemError, problemOf } from "./problem";

/** The shapes that the server speaks, by their names in its OpenAPI document. */
export type Schemas = components["schemas"];

/** What every request of the console carries beside the session's cookie. */
export function requestHeaders(): Record<string, string> {
  const chosen = organisation();
  return {
    // a form on another site can't send this: the server asks it of every write
    "X-Penstock-Request": "1",
    "Accept-Language": i18n.language || "zh-CN",
    ...(chosen ? { "Penstock-Organisation": chosen } : {}),
  };
}

const carry: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders())) {
      request.headers.set(name, value);
    }
    return request;
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw await problemOf(response);
    }
    return response;
  },
  onError({ error }) {
    return error instanceof ProblemError ? error : ProblemError.unreachable();
  },
};

/** The API as plain calls: `await api.POST("/v1/jobs", { body })`. Rejects with a ProblemError. */
export const api = createFetchClient<paths>({ baseUrl: "" });
api.use(carry);

/** The API as queries and mutations of TanStack Query: `query.useQuery("get", "/v1/me")`. */
export const query = createQueryClient(api);
