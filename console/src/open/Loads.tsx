import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { cardName } from "../flavours/shape";
import { useFormat } from "../ui/figures";

/** The load now, in numbers that are read from across the room. */
export function Loads({ load }: { load: Schemas["PublicLoad"] }) {
  const { t } = useTranslation("open");
  return (
    <div className="centre-loads">
      <Load label={t("public.cores")} load={load.cores} unit={t("public.coreUnit")} />
      <Load label={t("public.memory")} load={load.memoryGib} unit="GiB" />
      {load.cards.map((card) => (
        <Load key={card.model} label={t("public.cards", { model: cardName(card.model) })} load={card.load} unit={t("public.cardUnit")} />
      ))}
    </div>
  );
}

function Load({ label, load, unit }: { label: string; load: Schemas["LoadShare"]; unit: string }) {
  const { t } = useTranslation("open");
  const format = useFormat();
  const percent = Math.round(load.share * 100);
  return (
    <div className="centre-load">
      <div className="centre-load-label">{label}</div>
      <div className="centre-load-value figure">
        {format.number(percent)}
        <span className="centre-load-unit">%</span>
      </div>
      <div className="centre-bar" aria-hidden="true">
        <div style={{ width: `${percent}%` }} />
      </div>
      <div className="centre-load-note figure">{t("public.used", { used: format.number(load.used, 1), total: format.number(load.total, 1), unit })}</div>
    </div>
  );
}
