import type { Schemas } from "../api/client";

export type Line = Schemas["LineView"];

/** Where an amount is cut: yuan and fen, and the micro-yuan below them. */
export function partsOf(amount: string): { main: string; rest: string } {
  const at = amount.lastIndexOf(".");
  return at < 0 ? { main: amount, rest: "" } : { main: amount.slice(0, at + 3), rest: amount.slice(at + 3) };
}

/** The digits of a quantity with the thousands apart; decimals are all kept, for the sum must be right. */
export function grouped(quantity: string, locale: string): string {
  const [whole = "0", fraction] = quantity.split(".");
  const shown = new Intl.NumberFormat(locale).format(BigInt(whole));
  return fraction ? `${shown}.${fraction}` : shown;
}

/** What the lines are of: a job where there is one, else the resource itself. */
export const subjectOf = (line: { jobId?: string; resource: string }): string => line.jobId ?? line.resource;

/** A line's product as the tariff rounds it, to be compared with its amount: micro-yuan, half up. */
export function productMicro(line: Pick<Line, "pricingQuantity" | "unitPriceYuan">): bigint {
  const quantity = scaled(line.pricingQuantity);
  const price = scaled(line.unitPriceYuan);
  const digits = quantity.digits * price.digits;
  const places = quantity.places + price.places - 6;
  if (places <= 0) return digits * 10n ** BigInt(-places);
  const unit = 10n ** BigInt(places);
  return (digits + unit / 2n) / unit;
}

function scaled(decimal: string): { digits: bigint; places: number } {
  const [whole = "0", fraction = ""] = decimal.split(".");
  return { digits: BigInt(whole + fraction), places: fraction.length };
}

const HEAD = ["line", "subject", "name", "meter", "quantity", "unit", "unit price (CNY)", "amount (CNY)", "usage records"];

/** The statement as CSV (RFC 4180), to be checked or booked elsewhere. */
export function csvOf(lines: Line[], nameOf: (line: Line) => string): string {
  const rows = lines.map((line) => [line.id, subjectOf(line), nameOf(line), line.meter, line.pricingQuantity, line.pricingUnit, line.unitPriceYuan, line.amountYuan, String(line.records)]);
  return [HEAD, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function quoted(text: string): string {
  // a spreadsheet would reckon a text that begins so
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
