import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, query, type Schemas } from "./client";
import { chooseOrganisation } from "./organisation";
import { asProblem } from "./problem";

export type Me = Schemas["Me"];
export type Permission = Me["permissions"][number];

/** Who is signed in; `me` is null for a stranger, undefined while nobody knows. */
export function useSession(): { me: Me | null | undefined; error: unknown; retry: () => void } {
  const session = query.useQuery("get", "/v1/me", {}, { staleTime: 60_000, retry: false });
  const stranger = session.error && asProblem(session.error).status === 401;
  return {
    me: stranger ? null : session.data,
    error: stranger ? null : session.error,
    retry: () => void session.refetch(),
  };
}

/** Who is signed in, on pages that only show to somebody who is. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error("this page is shown to nobody who is not signed in");
  return me;
}

/** Whether the organisation that one works for may use the centre. */
export const isApproved = (me: Me) => me.organisations.find((seat) => seat.id === me.organisationId)?.state === "APPROVED";

/** Whether somebody may do something here; "BILLING_READ" and "billing-read" are the same. */
export const can = (me: Me, permission: Permission) => me.permissions.includes(permission.toLowerCase().replaceAll("_", "-"));

/** Ends the session here and at the server, and forgets everything that it showed. */
export function useSignOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await api.DELETE("/v1/sessions/current").catch(() => undefined);
    queries.clear();
    chooseOrganisation(null);
    // a full load: nothing of one person may stay in memory for the next
    window.location.assign("/sign-in");
  }, [queries]);
}
