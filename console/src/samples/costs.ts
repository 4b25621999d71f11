/** What the sample sets aside. Amounts are yuan with up to six decimals, reckoned in micro-yuan. */

const MICRO = 6;
/** An endpoint has no end of its own: a day and half a minute are set aside for it. */
const ENDPOINT_SECONDS = 24n * 3600n + 30n;

function micro(yuan: string): bigint {
  const [whole = "0", fraction = ""] = yuan.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(MICRO, "0").slice(0, MICRO));
  return yuan.startsWith("-") ? -value : value;
}

function yuan(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(MICRO + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -MICRO)}.${digits.slice(-MICRO)}`;
}

/** What is set aside for the endpoint, and for training and endpoint together, from the training's quote. */
export function costsOf(quote: { perHourYuan: string; dearestYuan: string }): { servingYuan: string; setAsideYuan: string } {
  const serving = (micro(quote.perHourYuan) * ENDPOINT_SECONDS + 3599n) / 3600n;
  // what training set aside is free again when the endpoint asks
  const training = micro(quote.dearestYuan);
  return { servingYuan: yuan(serving), setAsideYuan: yuan(serving > training ? serving : training) };
}

/** How much is missing, up to the next whole yuan, because nobody tops up fen; null when nothing is. */
export function shortOf(have: string, needed: string): string | null {
  const missing = micro(needed) - micro(have);
  if (missing <= 0n) return null;
  const whole = 10n ** BigInt(MICRO);
  return yuan(((missing + whole - 1n) / whole) * whole);
}

/** The sum of amounts, exactly. */
export const sumOf = (amounts: string[]) => yuan(amounts.reduce((sum, amount) => sum + micro(amount), 0n));

/** Whether there is any money at all. */
export const isAboveZero = (amount: string) => micro(amount) > 0n;
