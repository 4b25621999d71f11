/** A model's version as it is written: `digits@3`; without a version the latest is meant. */
export interface Reference {
  name: string;
  version?: number;
}

export function parseReference(text: string | undefined): Reference | undefined {
  const [, name, version] = /^([^@\s]+)(?:@(\d+))?$/.exec(text ?? "") ?? [];
  return name ? { name, version: version ? Number(version) : undefined } : undefined;
}

/** A price for so many hours, in yuan to the fen: a forecast, never a charge. */
export const yuanFor = (perHourYuan: string, hours: number): string => (Number(perHourYuan) * hours).toFixed(2);

/** For how many seconds a balance pays; undefined where nothing is charged. */
export function lastsSeconds(availableYuan: string, perHourYuan: string): number | undefined {
  const price = Number(perHourYuan);
  return price > 0 ? Math.max(0, (Number(availableYuan) / price) * 3600) : undefined;
}
