/** Months and days of the centre's time, as `2026-11` and `2026-11-25`. */

const CENTRE_OFFSET = "+08:00";
const CENTRE_OFFSET_MS = 8 * 3_600_000;

/** The day that it is at the centre. */
export const dayOf = (now: number): string => new Date(now + CENTRE_OFFSET_MS).toISOString().slice(0, 10);

/** The month that it is at the centre. */
export const monthOf = (now: number): string => dayOf(now).slice(0, 7);

/** Another month, so many later. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const count = year * 12 + number - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** Its first and last day. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, "0")}` };
}

/** The months that can be chosen, this one first. */
export const monthsUpTo = (month: string, count: number): string[] => Array.from({ length: count }, (_, back) => monthAfter(month, -back));

/** What an address says, where it is a month. */
export const readMonth = (text: string | undefined): string | undefined => (text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined);

/** When a day begins at the centre, in milliseconds since 1970. */
export const beginOf = (day: string): number => Date.parse(`${day}T00:00:00${CENTRE_OFFSET}`);

/** A month as the language says it. */
export const nameOf = (month: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-15T00:00:00Z`));
