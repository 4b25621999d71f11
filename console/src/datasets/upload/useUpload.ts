import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, type Schemas } from "../../api/client";
import { uploadFiles, type FileToUpload, type UploadedFile } from "../../api/upload";
import { moved, nothingSent, type Progress } from "./progress";

interface Wanted {
  files: FileToUpload[];
  /** The version whose other files the new one has too. */
  keep?: number;
}

const SHOWN_EVERY_MS = 120;
const PAGE = 500;

/** Uploads files as a new version of a dataset; can be stopped, and goes on from where it stood. */
export function useUpload(dataset: Schemas["DatasetView"], onDone: (version: Schemas["VersionView"]) => void) {
  const queries = useQueryClient();
  const stop = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState<Progress>(nothingSent(0));
  const upload = useMutation({
    mutationFn: async ({ files, keep }: Wanted) => {
      const { signal } = (stop.current = new AbortController());
      let now = nothingSent(files.reduce((sum, { data }) => sum + data.size, 0));
      let shownAt = 0;
      setProgress(now);
      const sent = await uploadFiles(
        files,
        (sum, _, path) => {
          now = moved(now, sum, path);
          // thousands of small files move faster than anybody reads
          if (Date.now() - shownAt < SHOWN_EVERY_MS && sum < now.total) return;
          shownAt = Date.now();
          setProgress(now);
        },
        signal,
      );
      setProgress(now);
      const kept = keep === undefined ? [] : await filesOf(dataset.id, keep, signal);
      // from here on it is one short request, which is let through
      signal.throwIfAborted();
      const { data } = await api.POST("/v1/datasets/{id}/versions", { params: { path: { id: dataset.id } }, body: { files: together(kept, sent) } });
      return data as Schemas["VersionView"];
    },
    onSuccess: (version) => {
      void queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => String(path).startsWith("/v1/datasets") });
      onDone(version);
    },
    // a fault in one file must not leave the others going up
    onError: () => stop.current?.abort(),
  });
  useEffect(() => () => stop.current?.abort(), []);
  const wasStopped = upload.error instanceof DOMException && upload.error.name === "AbortError";
  return { start: upload.mutate, stop: () => stop.current?.abort(), progress, isPending: upload.isPending, wasStopped, error: wasStopped ? null : upload.error };
}

async function filesOf(id: string, version: number, signal: AbortSignal): Promise<UploadedFile[]> {
  const all: UploadedFile[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await api.GET("/v1/datasets/{id}/versions/{version}/files", { params: { path: { id, version }, query: { limit: PAGE, cursor } } });
    signal.throwIfAborted();
    all.push(...(data?.items ?? []));
    cursor = data?.next;
  } while (cursor);
  return all;
}

/** What was kept, with what was sent in its place or beside it. */
function together(kept: UploadedFile[], sent: UploadedFile[]): UploadedFile[] {
  return [...new Map([...kept, ...sent].map(({ path, sha256, size }) => [path, { path, sha256, size }])).values()];
}
