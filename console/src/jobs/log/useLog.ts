import { useCallback, useEffect, useRef, useState } from "react";
import { requestHeaders } from "../../api/client";
import { asProblem, ProblemError, problemOf } from "../../api/problem";
import { saveBlob } from "../../ui/save";
import { readEvents } from "../../api/stream";
import { LogBuffer, wholeLines } from "./buffer";

export type LogState = "connecting" | "live" | "lost" | "ended";

const SHOW_MS = 80;
const EARLIER_BYTES = 2 * 1024 * 1024;
const SLOWEST_MS = 15_000;

/** Whether anybody sees the page: streams of pages in the background would use up the browser's connections. */
function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return visible;
}

/** The log of a job's latest attempt as it is written; after a lost connection it goes on where it was. */
export function useLog(jobId: string, attempt: number) {
  const buffer = useRef(new LogBuffer());
  const shown = useRef("");
  const [version, setVersion] = useState(0);
  const [state, setState] = useState<LogState>("connecting");
  const [error, setError] = useState<unknown>();
  const visible = useVisible();
  const ended = state === "ended";
  const key = `${jobId}/${attempt}`;

  useEffect(() => {
    const log = buffer.current;
    if (shown.current !== key) {
      log.clear();
      shown.current = key;
      setVersion(log.version);
      setState("connecting");
    }
  }, [key]);

  useEffect(() => {
    if (!visible || (ended && shown.current === key)) return;
    const log = buffer.current;
    const stop = new AbortController();
    const waits = { show: undefined as ReturnType<typeof setTimeout> | undefined, again: undefined as ReturnType<typeof setTimeout> | undefined, failures: 0 };
    const show = () => {
      // a thousand lines a second are a dozen drawings
      waits.show ??= setTimeout(() => {
        waits.show = undefined;
        setVersion(log.version);
      }, SHOW_MS);
    };
    const run = async () => {
      try {
        const offset = log.rewind();
        let isOver = false;
        await readEvents(
          `/v1/jobs/${jobId}/logs?offset=${offset}`,
          ({ name, data }) => {
            waits.failures = 0;
            setState("live");
            setError(undefined);
            if (name === "end") isOver = true;
            if (name !== "log") return;
            const part = JSON.parse(data) as { offset: number; text: string };
            log.append(part.offset, part.text);
            show();
          },
          stop.signal,
        );
        if (!isOver) throw new Error("the stream broke off");
        setVersion(log.version);
        setState("ended");
      } catch (failure) {
        if (stop.signal.aborted) return;
        const { status } = asProblem(failure);
        setState("lost");
        setError(failure);
        // what is refused stays refused
        if (status >= 400 && status < 500) return;
        waits.again = setTimeout(() => void run(), Math.min(SLOWEST_MS, 1000 * 2 ** waits.failures++));
      }
    };
    void run();
    return () => {
      stop.abort();
      clearTimeout(waits.show);
      clearTimeout(waits.again);
    };
  }, [jobId, key, visible, ended]);

  /** Loads what comes before; answers how many lines that were. */
  const earlier = useCallback(async (): Promise<number> => {
    const log = buffer.current;
    const from = Math.max(0, log.start - EARLIER_BYTES);
    const bytes = await readLog(jobId, from, log.start - from);
    const { skipped, text } = wholeLines(bytes, from === 0);
    const before = log.lines().length;
    log.prepend(from + skipped, text);
    setVersion(log.version);
    return log.lines().length - before;
  }, [jobId]);

  return { log: buffer.current, version, state, error, earlier };
}

/** So many bytes of a log; the server would send all of it, and is stopped. */
async function readLog(jobId: string, offset: number, length: number): Promise<Uint8Array> {
  const stop = new AbortController();
  const response = await plainLog(jobId, offset, stop.signal);
  const bytes = new Uint8Array(length);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let at = 0;
  while (at < length) {
    const { done, value } = await reader.read();
    if (done) break;
    const piece = value.subarray(0, length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
  stop.abort();
  return bytes.subarray(0, at);
}

async function plainLog(jobId: string, offset: number, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`/v1/jobs/${jobId}/logs?offset=${offset}`, { headers: { ...requestHeaders(), Accept: "text/plain" }, signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error instanceof ProblemError ? error : ProblemError.unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Saves the whole log as a file; a mere link would be answered with events, which browsers ask for too. */
export async function saveLog(jobId: string): Promise<void> {
  saveBlob(`${jobId}.log`, await (await plainLog(jobId, 0)).blob());
}
