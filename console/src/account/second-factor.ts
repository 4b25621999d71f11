import { requestHeaders } from "../api/client";
import { asProblem, problemOf, ProblemError } from "../api/problem";

/** How a person's second factor stands. */
export interface SecondFactor {
  enrolled: boolean;
  required?: boolean;
  recoveryCodesLeft?: number;
}

/** A secret that is not in force until a code of it was given. */
export interface Enrolment {
  secret: string;
  uri: string;
}

const ADDRESS = "/v1/me/second-factor";

async function send<T>(method: string, address: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, {
      method,
      headers: { ...requestHeaders(), ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
    });
  } catch {
    throw ProblemError.unreachable();
  }
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : {}) as T;
}

/** Null where the centre offers none. */
export async function findSecondFactor(): Promise<SecondFactor | null> {
  try {
    return await send<SecondFactor>("GET", ADDRESS);
  } catch (error) {
    if (asProblem(error).status === 404) return null;
    throw error;
  }
}

export const beginEnrolment = () => send<Enrolment>("POST", ADDRESS, {});
export const confirmEnrolment = (code: string) => send<{ recoveryCodes: string[] }>("POST", `${ADDRESS}/confirm`, { code });
export const removeSecondFactor = (code: string) => send<object>("DELETE", ADDRESS, { code });
