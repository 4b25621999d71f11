/** One curve or one kind of bar. */
export interface Series {
  name: string;
  /** Pairs in the order of x; times as milliseconds since 1970. */
  points: [x: number, y: number][];
  tone?: "accent" | "success" | "warning" | "danger" | "muted";
}

export interface ChartData {
  series: Series[];
  x: "time" | "number";
  /** The unit of the figures, said beside the title and on the axis. */
  unit?: string;
  xLabel?: string;
  /** From where to where the axis goes; else as far as there are figures. */
  span?: [from: number, to: number];
  /** Whether the figures are counts, between whose whole numbers nothing lies. */
  whole?: boolean;
  /** Whether the scale begins at nothing: for figures of which the size counts, not the change. */
  zero?: boolean;
}

/** The figures by x: a row for each x that any series has, null where one has none. */
export function tableOf({ series }: ChartData): [number, ...(number | null)[]][] {
  const maps = series.map((each) => new Map(each.points));
  const xs = [...new Set(series.flatMap((each) => each.points.map(([x]) => x)))].sort((a, b) => a - b);
  return xs.map((x) => [x, ...maps.map((map) => map.get(x) ?? null)]);
}

/** The figures as CSV (RFC 4180), times as ISO 8601. */
export function csvOf(data: ChartData): string {
  const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = [data.x === "time" ? "time" : (data.xLabel ?? "x"), ...data.series.map((each) => each.name)];
  const rows = tableOf(data).map(([x, ...values]) => [data.x === "time" ? new Date(x).toISOString() : String(x), ...values.map((value) => (value === null ? "" : String(value)))]);
  return [head, ...rows].map((row) => row.map(quote).join(",")).join("\r\n") + "\r\n";
}
