/** A refusal as the server says it (RFC 9457): what is wrong, where, and what to do. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  field?: string;
  value?: string;
  hint?: string;
  requestId?: string;
  /** How long to wait before the next try, where the server says so. */
  retryAfterSeconds?: number;
}

/** A request that was refused, or that never reached the server. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }

  static unreachable(): ProblemError {
    return new ProblemError({ type: "unreachable", title: "", status: 0, detail: "" });
  }
}

/** Reads the refusal out of an answer, whatever stood between the server and the browser. */
export async function problemOf(response: Response): Promise<ProblemError> {
  try {
    const body = (await response.clone().json()) as Partial<Problem>;
    return new ProblemError({
      type: body.type ?? "unknown",
      title: body.title ?? response.statusText,
      status: response.status,
      detail: body.detail ?? "",
      field: body.field,
      value: body.value,
      hint: body.hint,
      requestId: body.requestId,
      retryAfterSeconds: Number(response.headers.get("Retry-After")) || undefined,
    });
  } catch {
    return new ProblemError({
      type: "unknown",
      title: response.statusText,
      status: response.status,
      detail: "",
    });
  }
}

/** The refusal behind whatever was thrown. */
export function asProblem(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : ProblemError.unreachable().problem;
}

/** The stable word of a problem's type, such as "payment-required". */
export const kindOf = (problem: Problem) => problem.type.split(":").at(-1) ?? "unknown";
