import { query, type Schemas } from "../api/client";
import { can, type Me } from "../api/session";

/** How an organisation stands; undefined is not known yet, or not for this person to know. */
export interface Standing {
  balance?: Schemas["BalanceView"];
  spend?: Schemas["SpendView"];
  counts?: Schemas["JobCounts"];
  /** Endpoints that answer or are about to. */
  open?: Schemas["EndpointView"][];
  datasets?: number;
  models?: number;
  /** Endpoints that there ever were, at most as many as a page has. */
  endpoints?: number;
  /** Whether this person may see money at all. */
  seesMoney: boolean;
}

const ONE = { params: { query: { limit: 1 } } };

export function useStanding(me: Me): Standing {
  const seesMoney = can(me, "BILLING_READ");
  const balance = query.useQuery("get", "/v1/balance", {}, { enabled: seesMoney });
  const spend = query.useQuery("get", "/v1/spend", { params: { query: monthUntil(Date.now()) } }, { enabled: seesMoney });
  const counts = query.useQuery("get", "/v1/jobs/counts", {});
  const endpoints = query.useQuery("get", "/v1/endpoints", { params: { query: { limit: 200 } } });
  const datasets = query.useQuery("get", "/v1/datasets", ONE);
  const models = query.useQuery("get", "/v1/models", ONE);
  return {
    balance: balance.data,
    spend: spend.data,
    counts: counts.data,
    open: endpoints.data?.items.filter((endpoint) => ["STARTING", "READY"].includes(endpoint.state)),
    datasets: datasets.data?.items.length,
    models: models.data?.items.length,
    endpoints: endpoints.data?.items.length,
    seesMoney,
  };
}

/** This month's first day and today, by the centre's calendar. */
export function monthUntil(now: number): { from: string; to: string } {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" }).format(now);
  return { from: `${today.slice(0, 7)}-01`, to: today };
}
