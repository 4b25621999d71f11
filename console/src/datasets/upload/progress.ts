/** How an upload of several files stands, each file for itself. Pure. */
export interface Progress {
  /** Bytes that are up, by path. */
  sent: ReadonlyMap<string, number>;
  total: number;
  /** The sum over all files, as it was told last. */
  sum: number;
}

export const nothingSent = (total: number): Progress => ({ sent: new Map(), total, sum: 0 });

/** What is told is the sum, and which file moved: the difference is that file's. */
export function moved(before: Progress, sum: number, path: string): Progress {
  const sent = new Map(before.sent);
  sent.set(path, Math.max(0, (sent.get(path) ?? 0) + sum - before.sum));
  return { ...before, sent, sum };
}

interface Sized {
  path: string;
  data: { size: number };
}

export const isUp = ({ sent }: Progress, file: Sized) => sent.has(file.path) && (sent.get(file.path) ?? 0) >= file.data.size;

/** The share of a file that is up, 0 to 1. */
export const shareOf = (progress: Progress, file: Sized) => (isUp(progress, file) ? 1 : file.data.size === 0 ? 0 : Math.min(1, (progress.sent.get(file.path) ?? 0) / file.data.size));

/** At most so many files to show: those under way, then those to come, then those that are done. */
export function shownFirst<F extends Sized>(files: readonly F[], progress: Progress, most: number): F[] {
  if (files.length <= most) return [...files];
  const rank = (file: F) => (isUp(progress, file) ? 2 : progress.sent.has(file.path) ? 0 : 1);
  return [...files].sort((a, b) => rank(a) - rank(b)).slice(0, most);
}

/** Files put to those that are there; one at the same path takes the other's place. */
export function joined<F extends Sized>(before: readonly F[], more: readonly F[]): F[] {
  const byPath = new Map([...before, ...more].map((file) => [file.path, file]));
  return [...byPath.values()];
}
