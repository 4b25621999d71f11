import { requestHeaders } from "./client";
import { ProblemError, problemOf } from "./problem";

export interface ServerEvent {
  name: string;
  data: string;
}

/** Takes server-sent events out of a text that comes in pieces. */
export class EventParser {
  private rest = "";

  push(text: string): ServerEvent[] {
    const blocks = (this.rest + text).replaceAll("\r\n", "\n").split("\n\n");
    this.rest = blocks.pop() ?? "";
    return blocks.map(eventOf).filter((event) => event.data !== "");
  }
}

function eventOf(block: string): ServerEvent {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(line.startsWith("data: ") ? 6 : 5));
  }
  return { name, data: data.join("\n") };
}

/**
 * Follows a stream of events to its end. Unlike an EventSource it carries the console's headers, and
 * leaves it to the caller where to go on after a lost connection.
 *
 * @throws ProblemError when the server refuses or the connection is lost
 */
export async function followEvents(address: string, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
  try {
    const response = await fetch(address, { headers: { ...requestHeaders(), Accept: "text/event-stream" }, signal });
    if (!response.ok) throw await problemOf(response);
    const parser = new EventParser();
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      parser.push(decoder.decode(value, { stream: true })).forEach(onEvent);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof ProblemError ? error : ProblemError.unreachable();
  }
}
