import { requestHeaders } from "./client";
import { ProblemError, problemOf } from "./problem";

/** One server-sent event: its name, "message" where it has none, and its data. */
export interface StreamEvent {
  name: string;
  data: string;
}

/** The events in a text, and what is left of it: the beginning of one that has not wholly come. */
export function eventsIn(text: string): { events: StreamEvent[]; rest: string } {
  const blocks = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const lines = block.split("\n");
    const field = (name: string) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ""));
    const data = field("data");
    return data.length === 0 ? [] : [{ name: field("event")[0] ?? "message", data: data.join("\n") }];
  });
  return { events, rest };
}

/**
 * Reads server-sent events until the server ends them. Unlike an EventSource it says for which
 * organisation it asks; it does not come back by itself.
 *
 * @throws ProblemError when the server refuses or the connection breaks
 * @throws DOMException named AbortError when the signal says so
 */
export async function readEvents(address: string, onEvent: (event: StreamEvent) => void, signal?: AbortSignal): Promise<void> {
  try {
    const response = await fetch(address, { headers: { ...requestHeaders(), Accept: "text/event-stream" }, signal });
    if (!response.ok || !response.body) throw await problemOf(response);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const { events, rest } = eventsIn(text + decoder.decode(value, { stream: true }));
      text = rest;
      events.forEach(onEvent);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof ProblemError ? error : ProblemError.unreachable();
  }
}
