const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The last days up to the minute, as the API takes a time. */
export function spanOf(days: number, now: number): { from: string; to: string } {
  const to = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(to - days * DAY_MS).toISOString(), to: new Date(to).toISOString() };
}

/** Thousandths of cards as cards; a dash where that is not known. */
export const cardsOf = (milli: number | undefined) => (milli === undefined ? "–" : String(milli / 1_000));
