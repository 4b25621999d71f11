import { useQuery } from "@tanstack/react-query";
import { chooseOrganisation, write } from "../api/organisation";
import { requestHeaders, type Schemas } from "../api/client";
import { problemOf, ProblemError } from "../api/problem";
import { returnTo } from "./return-to";

/** How one may sign in at this centre; nothing while that is not known. */
export type SignInWays = Partial<Schemas["SignInWays"]>;

/** A person's proof; the code only once the server has asked for it. */
export type Proof = Schemas["SignIn"];

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
export async function signIn(proof: Proof, asked: string | null, ways: SignInWays): Promise<void> {
  const opened = await openSession(proof);
  // what the person before chose here is no concern of this one
  chooseOrganisation(null);
  write("penstock.project", null);
  // a full load: nothing of whoever was here before stays in memory
  window.location.assign(opened.mustChangePassword ? "/account?first=1" : (await mustEnrol(ways)) ? "/account" : returnTo(asked));
}

/** Whether the person who has just signed in has to enrol a second factor before anything else. */
async function mustEnrol(ways: SignInWays): Promise<boolean> {
  if (ways.secondFactor !== "required") return false;
  try {
    const response = await fetch("/v1/me/second-factor", { headers: requestHeaders() });
    const factor = (await response.json()) as { enrolled?: boolean; required?: boolean };
    return response.ok && factor.required === true && factor.enrolled === false;
  } catch {
    // the page that comes next will say what is wrong
    return false;
  }
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
