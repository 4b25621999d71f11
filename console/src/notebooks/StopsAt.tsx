import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormat, useNow } from "../ui/figures";
import { clock } from "../ui/format";

const SOON_MS = 10 * 60_000;

/** When a notebook is stopped for idleness; near its end it says how long is left, too. */
export function StopsAt({ notebook }: { notebook: Schemas["Notebook"] }) {
  const { t } = useTranslation("notebooks");
  const format = useFormat();
  const now = useNow();
  if (!notebook.stopsAt) return null;
  const left = Date.parse(notebook.stopsAt) - now;
  const time = clock(notebook.stopsAt, format.locale).slice(0, 5);
  return (
    <time dateTime={notebook.stopsAt} title={format.exact(notebook.stopsAt)} className={left < SOON_MS ? "stops-soon" : undefined}>
      {left < SOON_MS ? t("stops.soon", { time, left: format.duration(Math.max(0, Math.floor(left / 1000))) }) : t("stops.at", { time })}
    </time>
  );
}
