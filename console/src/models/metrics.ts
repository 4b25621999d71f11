// what counts along says how long it was trained, not how well
const ALONG = ["step", "epoch", "time", "timestamp"];

/** Measurements first, by name, and then what counts along. */
export function ordered(metrics: Record<string, number>): [string, number][] {
  const rank = (name: string) => ALONG.indexOf(name) + 1;
  return Object.entries(metrics).sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}

/** The measurements that a list has room for. */
export const foremost = (metrics: Record<string, number>, most: number): [string, number][] => ordered(metrics).filter(([name]) => !ALONG.includes(name)).slice(0, most);

/** Five digits that count; very small and very large ones as a power of ten, as training logs write them. */
export function metricText(value: number, locale: string): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(3).replace(/\.?0+e/, "e");
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: size >= 1e4 ? 9 : 5 }).format(value);
}
