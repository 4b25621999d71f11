/** A piece of a line, with how it is to look. */
export interface Span {
  text: string;
  /** Classes of ansi colours; empty for plain text. */
  look: string;
}

const LONGEST = 4_000;
const COLOURS = ["muted", "bad", "good", "warn", "accent", "accent", "accent", ""];

// what terminals are told: colours, which are kept, and all the rest, which means nothing here
// eslint-disable-next-line no-control-regex
const ESCAPE = /\u001b(?:\[([0-9;:?]*)([ -/]*[@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_=>()#][0-9A-B]?)/g;
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** A line as a terminal would leave it: what a carriage return goes back over is gone. */
export function settled(line: string): string {
  const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
  return bare.slice(bare.lastIndexOf("\r") + 1);
}

/** A line without anything for terminals. */
export function plain(line: string): string {
  return settled(line).replace(ESCAPE, "").replace(UNSEEN, "");
}

/** A line in pieces of one look each; one that is far too long is cut. */
export function spansOf(line: string): Span[] {
  const whole = settled(line);
  const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST)} …` : whole;
  if (!text.includes("\u001b")) return [{ text: text.replace(UNSEEN, ""), look: "" }];
  const spans: Span[] = [];
  let colour = "";
  let bold = false;
  let at = 0;
  const add = (piece: string) => {
    const seen = piece.replace(UNSEEN, "");
    if (seen) spans.push({ text: seen, look: [colour && `ansi-${colour}`, bold && "ansi-bold"].filter(Boolean).join(" ") });
  };
  for (const match of text.matchAll(ESCAPE)) {
    add(text.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[2] === "m") [colour, bold] = lookAfter(match[1] ?? "", colour, bold);
  }
  add(text.slice(at));
  return spans;
}

function lookAfter(codes: string, colour: string, bold: boolean): [string, boolean] {
  for (const code of codes.split(";").map(Number)) {
    if (code === 0) [colour, bold] = ["", false];
    else if (code === 1) bold = true;
    else if (code === 22) bold = false;
    else if (code === 38 || code === 48) break;
    else if (code === 39) colour = "";
    else if (code >= 30 && code <= 37) colour = COLOURS[code - 30] ?? "";
    else if (code >= 90 && code <= 97) colour = COLOURS[code - 90] ?? "";
  }
  return [colour, bold];
}

const ERROR = /\b(error|exception|traceback|fatal|panic|failed|failure|killed|segmentation fault|out of memory)\b/i;
const NAMED = /[a-z](?:Error|Exception)\b/;

/** Whether a line tells of something that went wrong. */
export const tellsOfError = (line: string): boolean => ERROR.test(line) || NAMED.test(line);

/** The lines that hold a text, whatever its case. */
export function matches(lines: readonly string[], text: string): number[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const found: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    if ((lines[index] as string).toLowerCase().includes(wanted)) found.push(index);
  }
  return found;
}
