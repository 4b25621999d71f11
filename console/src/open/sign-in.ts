import { useQuery } from "@tanstack/react-query";
import { chooseOrganisation, write } from "../api/organisation";
import { requestHeaders } from "../api/client";
import { problemOf, ProblemError } from "../api/problem";
import { returnTo } from "./return-to";

/** How one may sign in at this centre. */
export interface SignInWays {
  oidc?: { name: string; startUrl: string } | null;
}

/** A person's proof; the code only once the server has asked for it. */
export interface Proof {
  email: string;
  password: string;
  code?: string;
}

export function useSignInWays(): SignInWays {
  const ways = useQuery({
    queryKey: ["get", "/v1/sign-in"],
    queryFn: async (): Promise<SignInWays> => {
      const response = await fetch("/v1/sign-in", { headers: requestHeaders() });
      return response.ok ? ((await response.json()) as SignInWays) : {};
    },
    staleTime: Infinity,
  });
  return ways.data ?? {};
}

/** Opens a session and leaves for the page that was asked for. */
export async function signIn(proof: Proof, asked: string | null): Promise<void> {
  const opened = await openSession(proof);
  // what the person before chose here is no concern of this one
  chooseOrganisation(null);
  write("penstock.project", null);
  // a full load: nothing of whoever was here before stays in memory
  window.location.assign(opened.mustChangePassword ? "/account?first=1" : returnTo(asked));
}

async function openSession(proof: Proof): Promise<{ mustChangePassword: boolean }> {
  let response: Response;
  try {
    response = await fetch("/v1/sessions", {
      method: "POST",
      // without the organisation that somebody else may have chosen here
      headers: { ...requestHeaders(), "Content-Type": "application/json" },
      body: JSON.stringify(proof),
    });
  } catch {
    throw ProblemError.unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as { mustChangePassword: boolean };
}
