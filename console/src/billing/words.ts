import { useTranslation } from "react-i18next";
import { cardName } from "../flavours/shape";

/** Meters and units as people call them; what has no word yet is shown as the server names it. */
export function useMeterWords() {
  const { t, i18n } = useTranslation("billing");
  const orItself = (key: string, itself: string) => (i18n.exists(`billing:${key}`) ? t(key) : itself);
  return {
    meter: (meter: string) => (meter.startsWith("card.") ? t("meter.card", { model: cardName(meter.slice("card.".length)) }) : orItself(`meter.${meter}`, meter)),
    unit: (unit: string) => orItself(`unit.${unit}`, unit),
    kind: (kind: string) => orItself(`kind.${kind}`, kind),
  };
}
