import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** What each kind of event makes stale: the beginnings of addresses. */
const STALE: Record<string, string[]> = {
  job: ["/v1/jobs", "/v1/operator/jobs", "/v1/operator/queue", "/v1/operator/fleet", "/v1/queues"],
  endpoint: ["/v1/endpoints"],
  notebook: ["/v1/notebooks"],
  notification: ["/v1/notifications"],
  balance: ["/v1/balance", "/v1/holds", "/v1/statement", "/v1/transfers", "/v1/spend", "/v1/operator/money"],
  dataset: ["/v1/datasets"],
  model: ["/v1/models"],
  organisation: ["/v1/organisation", "/v1/operator/organisations", "/v1/me", "/v1/members"],
  node: ["/v1/operator/nodes", "/v1/operator/fleet"],
  incident: ["/v1/incidents", "/v1/engines", "/v1/operator/fleet"],
  queue: ["/v1/operator/queue", "/v1/queues", "/v1/reservations", "/v1/maintenance"],
};

const PAUSE_MS = 700;
/** A list this long is not loaded anew under the reader's eyes. */
const LONG_LIST = 3;

function refresh(queries: QueryClient, kinds: Set<string>) {
  const everything = kinds.has("all");
  const prefixes = [...kinds].flatMap((kind) => STALE[kind] ?? []);
  void queries.invalidateQueries({
    predicate: ({ queryKey: [method, path], state }) => {
      if (method !== "get" || typeof path !== "string") return false;
      const pages = (state.data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0;
      return pages <= LONG_LIST && (everything || prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)));
    },
  });
}

/**
 * Keeps what is on the screen true: the server says what has changed, and what shows it is asked
 * for anew. Answers whether the connection holds.
 */
export function useLive(signedIn: boolean): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    if (!signedIn) return;
    const source = new EventSource("/v1/events");
    const kinds = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let lost = false;
    const soon = () => {
      // a thousand changes a second are one reload
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh(queries, kinds);
        kinds.clear();
      }, PAUSE_MS);
    };
    source.onopen = () => {
      setConnected(true);
      if (lost) {
        kinds.add("all");
        soon();
      }
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      setConnected(false);
    };
    source.onmessage = (event: MessageEvent<string>) => {
      kinds.add((JSON.parse(event.data) as { kind: string }).kind);
      soon();
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [signedIn, queries]);
  return connected;
}
