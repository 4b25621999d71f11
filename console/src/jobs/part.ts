import type { Problem } from "../api/problem";
import type { Doc } from "./spec/yaml";

/** What each part of the form is given. */
export interface PartProps {
  doc: Doc;
  set: (key: string, value: unknown) => void;
  /** What the server refused; it is shown at its field. */
  problem?: Problem;
}

/** What the server says of a field, or of a part of it such as `inputs[0].name`. */
export function errorAt(problem: Problem | undefined, key: string): string | undefined {
  const field = problem?.field;
  if (!problem || !field || (field !== key && !field.startsWith(`${key}[`) && !field.startsWith(`${key}.`))) return undefined;
  const { detail, hint, title } = problem;
  return hint && !detail.includes(hint) ? `${detail || title}: ${hint}` : detail || title;
}
