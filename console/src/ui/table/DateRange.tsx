import { Input } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../address";

// days are the centre's, wherever the reader is
const CENTRE_OFFSET = "+08:00";
const DAY_MS = 86_400_000;

const isDay = (text: string | undefined): text is string => text !== undefined && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
const beginOf = (day: string) => Date.parse(`${day}T00:00:00${CENTRE_OFFSET}`);

/** The range in the page's address as the API takes it: from the first day's begin to the last day's end. */
export function useDateRange(): { from?: string; to?: string } {
  const { get } = useAddress();
  const first = get("from");
  const last = get("to");
  return useMemo(
    () => ({
      ...(isDay(first) && { from: new Date(beginOf(first)).toISOString() }),
      ...(isDay(last) && { to: new Date(beginOf(last) + DAY_MS).toISOString() }),
    }),
    [first, last],
  );
}

/** Narrows a list to days, kept in the page's address as `from` and `to`. */
export function DateRange() {
  const { t } = useTranslation("common");
  const { get, set } = useAddress();
  const first = get("from") ?? "";
  const last = get("to") ?? "";
  return (
    <span className="date-range" role="group" aria-label={t("list.days")}>
      <Input type="date" aria-label={t("list.from")} value={first} max={last || undefined} onChange={(event) => set({ from: event.target.value })} />
      <span aria-hidden="true">–</span>
      <Input type="date" aria-label={t("list.to")} value={last} min={first || undefined} onChange={(event) => set({ to: event.target.value })} />
    </span>
  );
}
