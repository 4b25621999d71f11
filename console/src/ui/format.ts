/** Figures as people read them, by locale. Pure: the clock and the zone are given. */

const CENTRE_ZONE = "Asia/Shanghai";

// making a formatter costs as much as a hundred uses of it, and a list uses dozens while it scrolls
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();
const relatives = new Map<string, Intl.RelativeTimeFormat>();

function kept<T>(formats: Map<string, T>, key: string, make: () => T): T {
  let format = formats.get(key);
  if (!format) formats.set(key, (format = make()));
  return format;
}

const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}) =>
  kept(numbers, `${locale} ${options.style ?? ""} ${options.maximumFractionDigits ?? ""}`, () => new Intl.NumberFormat(locale, options));

const dateFormat = (locale: string, name: string, options: Intl.DateTimeFormatOptions) => kept(dates, `${locale} ${name}`, () => new Intl.DateTimeFormat(locale, options));

/** Yuan with two decimals, `¥1,234.56`; more where the amount is smaller than a fen or `exact`. */
export function money(yuan: string, locale: string, exact = false): string {
  const digits = exact ? 6 : decimals(yuan);
  const [whole = "0", fraction = ""] = yuan.replace("-", "").split(".");
  // grouping on the digits themselves: amounts are exact decimals, and may be larger than a double holds
  const grouped = numberFormat(locale).format(BigInt(whole || "0"));
  const shown = digits > 0 ? `.${fraction.padEnd(6, "0").slice(0, digits)}` : "";
  return `${yuan.startsWith("-") ? "−" : ""}¥${grouped}${shown}`;
}

// an amount below a fen would read as nothing
function decimals(yuan: string): number {
  const fraction = yuan.split(".")[1] ?? "";
  const rest = fraction.slice(2).replace(/0+$/, "");
  const isSmall = Math.abs(Number(yuan)) < 1;
  return rest !== "" && isSmall ? Math.max(2, Math.min(6, 2 + rest.length)) : 2;
}

/** Seconds as `2 h 05 min`, `1 min 09 s`, `8.4 s`; the unit words come from the language. */
export function duration(seconds: number, units: { d: string; h: string; min: string; s: string }): string {
  const two = (value: number) => String(value).padStart(2, "0");
  if (seconds < 0) return duration(0, units);
  if (seconds < 9.95) return `${(Math.round(seconds * 10) / 10).toFixed(1)} ${units.s}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${units.s}`;
  if (whole < 3600) return `${Math.floor(whole / 60)} ${units.min} ${two(whole % 60)} ${units.s}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} ${units.h} ${two(minutes % 60)} ${units.min}`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} ${units.d} ${two(hours % 24)} ${units.h}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 minutes ago`, as the language says it; under a minute it is "now". */
export function relative(instant: string, now: number, locale: string): string {
  const seconds = (Date.parse(instant) - now) / 1000;
  const format = kept(relatives, locale, () => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return spaced(format.format(Math.trunc(seconds / size), unit));
  }
  return format.format(0, "second");
}

// the language's own words leave no space between digits and Chinese, which every other text has
const spaced = (text: string) => text.replace(/(\d)(?=\p{Script=Han})/gu, "$1 ");

// readers of English disagree on whether the day or the month comes first; nobody misreads 2026-11-25
const dateLocale = (locale: string) => (locale.startsWith("en") ? "sv-SE" : locale);

/** The instant in the centre's time zone, to the second. */
export function exact(instant: string, locale: string): string {
  return dateFormat(dateLocale(locale), "exact", {
    timeZone: CENTRE_ZONE,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(new Date(instant));
}

/** The day of the year and the minute in the centre's time zone: what tells two runs of one name apart. */
export function minute(instant: string, locale: string): string {
  return exact(instant, locale).slice("2026-".length, "2026-11-25 16:03".length);
}

/** The time of day in the centre's time zone, to the second. */
export function clock(instant: string, locale: string): string {
  return dateFormat(locale, "clock", {
    timeZone: CENTRE_ZONE,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hour12: false,
  }).format(new Date(instant));
}

/** Bytes in binary units, `1.4 MiB`. */
export function bytes(count: number, locale: string): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
  let value = count;
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${numberFormat(locale, { maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value)} ${units[step]}`;
}

/** A plain number with at most so many decimals. */
export function number(value: number, locale: string, digits = 2): string {
  return numberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** A share of one as a percentage. */
export function percent(share: number, locale: string, digits = 0): string {
  return numberFormat(locale, { style: "percent", maximumFractionDigits: digits }).format(share);
}
