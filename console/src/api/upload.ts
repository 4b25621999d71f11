import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { requestHeaders } from "./client";
import { ProblemError, problemOf } from "./problem";

/** A file to upload: its path in the tree, with slashes, and its content. */
export interface FileToUpload {
  path: string;
  data: Blob;
}

/** A file that the server holds now. */
export interface UploadedFile {
  path: string;
  sha256: string;
  size: number;
}

/** @param current the path of the file that moved last */
export type OnUploadProgress = (sentBytes: number, totalBytes: number, current: string) => void;

const CHUNK = 4 * 1024 * 1024;
/** A file as small as this is sent without asking first whether the server has it. */
const SMALL = 256 * 1024;
const AT_ONCE = 3;
const TRIES = 4;

/**
 * Uploads contents, each under its SHA-256, and answers what a dataset's version or a job's code is
 * then made of, in the order given. What the server already has is not sent again; an upload that
 * broke off goes on from where it stands.
 *
 * @throws ProblemError when the server refuses, or can't be reached several times in a row
 * @throws DOMException named AbortError when the signal says so
 */
export async function uploadFiles(files: FileToUpload[], onProgress?: OnUploadProgress, signal?: AbortSignal): Promise<UploadedFile[]> {
  const total = files.reduce((sum, { data }) => sum + data.size, 0);
  const sent = files.map(() => 0);
  const done: UploadedFile[] = [];
  // two files of one content are one upload
  const running = new Map<string, Promise<void>>();
  let next = 0;
  const work = async () => {
    while (next < files.length) {
      const index = next++;
      const { path, data } = files[index] as FileToUpload;
      const sha = await sha256Of(data, signal);
      const report = (bytes: number) => {
        sent[index] = bytes;
        onProgress?.(sent.reduce((sum, each) => sum + each, 0), total, path);
      };
      const upload = running.get(sha) ?? uploadBlob(sha, data, report, signal);
      running.set(sha, upload);
      await upload;
      report(data.size);
      done[index] = { path, sha256: sha, size: data.size };
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, files.length) }, work));
  return done;
}

/** The SHA-256 in hexadecimal, read piece by piece: a file may be larger than the memory. */
export async function sha256Of(data: Blob, signal?: AbortSignal): Promise<string> {
  const hash = sha256.create();
  for (let from = 0; from < data.size; from += CHUNK) {
    signal?.throwIfAborted();
    hash.update(new Uint8Array(await data.slice(from, from + CHUNK).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}

interface Standing {
  offset: number;
  complete: boolean;
}

async function uploadBlob(sha: string, data: Blob, report: (bytes: number) => void, signal?: AbortSignal): Promise<void> {
  let failures = 0;
  let standing: Standing | null = data.size <= SMALL ? { offset: 0, complete: false } : null;
  while (!standing?.complete) {
    try {
      standing = standing ? await append(sha, data, standing.offset, signal) : await find(sha, signal);
      failures = 0;
      report(standing.offset);
    } catch (error) {
      signal?.throwIfAborted();
      // no connection, or a gateway before a server that is just starting
      const lost = error instanceof ProblemError && [0, 502, 503, 504].includes(error.problem.status);
      if (!lost || ++failures === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** failures));
      // the chunk may have arrived in part: ask before going on
      standing = null;
    }
  }
}

async function find(sha: string, signal?: AbortSignal): Promise<Standing> {
  const response = await send(sha, { method: "HEAD", headers: requestHeaders(), signal });
  if (response.status === 404) return { offset: 0, complete: false };
  return standingOf(response);
}

async function append(sha: string, data: Blob, offset: number, signal?: AbortSignal): Promise<Standing> {
  const response = await send(sha, {
    method: "PATCH",
    headers: {
      ...requestHeaders(),
      "Content-Type": "application/octet-stream",
      "Upload-Offset": String(offset),
      "Upload-Length": String(data.size),
    },
    body: data.slice(offset, offset + CHUNK),
    signal,
  });
  return standingOf(response);
}

async function send(sha: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`/v1/blobs/${sha}`, request);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error instanceof ProblemError ? error : ProblemError.unreachable();
  }
}

async function standingOf(response: Response): Promise<Standing> {
  const offset = response.headers.get("Upload-Offset");
  // a wrong offset is answered with the right one
  if (!response.ok && !(response.status === 409 && offset !== null)) throw await problemOf(response);
  return { offset: Number(offset ?? 0), complete: response.headers.get("Upload-Complete") === "?1" };
}
