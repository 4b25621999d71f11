/** What a file's content is shown as. Pure: it is given the bytes that were read. */

export type Kind = "table" | "image" | "json" | "text";

const KINDS: Record<string, Kind> = {
  csv: "table", tsv: "table",
  png: "image", jpg: "image", jpeg: "image", gif: "image", webp: "image", bmp: "image", avif: "image", svg: "image", ico: "image",
  json: "json", ipynb: "json", geojson: "json",
};

const IMAGE_TYPES: Record<string, string> = { jpg: "image/jpeg", svg: "image/svg+xml", ico: "image/x-icon" };

const extensionOf = (path: string) => /\.([^./]+)$/.exec(path.toLowerCase())?.[1] ?? "";

/** By the name alone; what is not known is tried as text. */
export const kindOf = (path: string): Kind => KINDS[extensionOf(path)] ?? "text";

/** The media type that a browser draws it as; the server sends every file as plain bytes. */
export const imageTypeOf = (path: string): string => IMAGE_TYPES[extensionOf(path)] ?? `image/${extensionOf(path)}`;

/**
 * The bytes as text, undefined where they are none. Older tables in China are often in GB 18030.
 *
 * @param isCut whether more follows: the last character may then be half there
 */
export function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined;
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
    } catch {
      // not in this encoding
    }
  }
  return undefined;
}

export interface Grid {
  /** The names of the columns, where the first row holds names. */
  head?: string[];
  rows: string[][];
  /** How many columns the widest row has. */
  columns: number;
}

/**
 * Rows and cells of a table in text. Quotes may hold separators, line ends and doubled quotes.
 *
 * @param isCut whether more follows: the last row may then be half there, and is left out
 */
export function gridOf(text: string, separator: string, isCut: boolean): Grid {
  const rows = rowsOf(text.replace(/^\uFEFF/, ""), separator);
  if (isCut && rows.length > 1) rows.pop();
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const [first, ...rest] = rows;
  const hasHead = rest.length > 0 && first !== undefined && first.every((cell) => cell.trim() === "" || Number.isNaN(Number(cell)));
  return hasHead ? { head: first, rows: rest, columns } : { rows, columns };
}

function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const each = text[at] as string;
    if (isQuoted) {
      if (each !== '"') cell += each;
      else if (text[at + 1] === '"') cell += text[at++];
      else isQuoted = false;
    } else if (each === '"' && cell === "") isQuoted = true;
    else if (each === separator) endCell();
    else if (each === "\n") endRow();
    else if (each !== "\r" || text[at + 1] !== "\n") cell += each;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/** JSON with its levels set in, or as it is where it is cut or broken. */
export function jsonOf(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
