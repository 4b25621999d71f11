import { requestHeaders } from "../../api/client";
import { ProblemError, problemOf } from "../../api/problem";

/** A file's beginning: as much as was asked for. */
export interface Beginning {
  bytes: Uint8Array<ArrayBuffer>;
  /** The whole file's size in bytes. */
  total: number;
}

/** The address of a version's file under the address of its files. */
export const fileUrl = (files: string, path: string) => `${files}/${path.split("/").map(encodeURIComponent).join("/")}`;

/**
 * Reads a file's first bytes.
 *
 * @throws ProblemError when the server refuses or can't be reached
 */
export async function readBeginning(url: string, most: number, signal: AbortSignal): Promise<Beginning> {
  let response: Response;
  try {
    response = await fetch(url, { headers: { ...requestHeaders(), Range: `bytes=0-${most - 1}` }, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ProblemError ? error : ProblemError.unreachable();
  }
  // an empty file has no first byte to send
  if (response.status === 416) return { bytes: new Uint8Array(), total: 0 };
  if (!response.ok) throw await problemOf(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const total = Number(/\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? bytes.length);
  return { bytes, total };
}
