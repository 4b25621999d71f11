/** What is kept of a log: whole lines, at most so much, from the end. Offsets are bytes of the log. */

/** A part as it came: the line breaks in it end so many lines. */
interface Part {
  offset: number;
  lines: number;
  characters: number;
}

const MOST_CHARACTERS = 8 * 1024 * 1024;
const MOST_LINES = 200_000;

export class LogBuffer {
  /** Grows with each change, so that who shows the log knows. */
  version = 0;
  /** Whether somebody reads in the midst of it: then more is kept before the beginning goes. */
  isRead = false;
  private done: string[] = [];
  private open = "";
  private parts: Part[] = [];
  private characters = 0;
  private allowance = 1;
  private before: { open: string } = { open: "" };

  /** The lines; the last one may still grow. */
  lines(): readonly string[] {
    return this.open === "" ? this.done : [...this.done, this.open];
  }

  /** From which byte on it is kept. */
  get start(): number {
    return this.parts[0]?.offset ?? 0;
  }

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** A part that came over the wire. One from before the last is the beginning of another log. */
  append(offset: number, text: string): void {
    const last = this.parts.at(-1);
    if (last && offset <= last.offset) this.clear();
    this.before = { open: this.open };
    const pieces = (this.open + text).split("\n");
    this.open = pieces.pop() ?? "";
    this.done = this.done.concat(pieces);
    this.parts.push({ offset, lines: pieces.length, characters: text.length });
    this.characters += text.length;
    this.trim();
    this.version++;
  }

  /**
   * Takes back the last part, and answers the byte at which it began. Where a text isn't UTF-8 its
   * length says nothing of the bytes: after a lost connection only that offset is certain.
   */
  rewind(): number {
    const last = this.parts.pop();
    if (!last) return 0;
    this.done = this.done.slice(0, this.done.length - last.lines);
    this.open = this.before.open;
    this.characters -= last.characters;
    this.version++;
    return last.offset;
  }

  /** Puts in front what comes before: it begins with a line, and ends where the kept part begins. */
  prepend(offset: number, text: string): void {
    const pieces = text.split("\n");
    // the first line that is kept has what follows the last line break
    pieces.pop();
    this.done = pieces.concat(this.done);
    this.parts.unshift({ offset, lines: pieces.length, characters: text.length });
    this.characters += text.length;
    // what somebody asked for isn't to vanish with the next line
    this.allowance = Math.max(this.allowance, this.characters / MOST_CHARACTERS + 0.25);
    this.version++;
  }

  clear(): void {
    this.done = [];
    this.open = "";
    this.parts = [];
    this.characters = 0;
    this.allowance = 1;
    this.version++;
  }

  private trim(): void {
    let lines = 0;
    let parts = 0;
    let characters = this.characters;
    const times = Math.max(this.allowance, this.isRead ? 3 : 1);
    while (parts < this.parts.length - 1 && (characters > MOST_CHARACTERS * times || this.done.length - lines > MOST_LINES * times)) {
      const part = this.parts[parts++] as Part;
      characters -= part.characters;
      lines += part.lines;
    }
    if (parts === 0) return;
    this.characters = characters;
    this.parts = this.parts.slice(parts);
    this.done = this.done.slice(lines);
  }
}

/** From the first whole line of some bytes: where it begins among them, and the text from there. */
export function wholeLines(bytes: Uint8Array, fromStart: boolean): { skipped: number; text: string } {
  const skipped = fromStart ? 0 : bytes.indexOf(10) + 1;
  return { skipped, text: new TextDecoder().decode(bytes.subarray(skipped)) };
}
