import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormat } from "../ui/figures";

export type Flavour = Schemas["Flavour"];

/** A card model as it is printed on the card: `ascend910b` is an Ascend 910B. */
export function cardName(model: string): string {
  const [, maker = "", rest = ""] = /^([a-z]+)[-.]?(.*)$/.exec(model) ?? [];
  return rest ? `${maker.charAt(0).toUpperCase()}${maker.slice(1)} ${rest.toUpperCase()}` : model;
}

/** What a flavour has, in a few words: `1 core · 2 GiB`, `2 × Ascend 910B · 48 cores · 384 GiB`. */
export function useShape(): (flavour: Flavour) => string {
  const { t } = useTranslation("flavours");
  const format = useFormat();
  return (flavour) =>
    [
      flavour.cardModel && Number(flavour.cards) > 0 ? `${flavour.cards} × ${cardName(flavour.cardModel)}` : "",
      t("cores", { count: Number(flavour.cores) }),
      `${format.number(Number(flavour.memoryGib))} GiB`,
    ]
      .filter(Boolean)
      .join(" · ");
}

/** A flavour with its price, as a choice shows it. */
export function useFlavourLabel(): (flavour: Flavour) => string {
  const { t } = useTranslation("flavours");
  const shape = useShape();
  const format = useFormat();
  return (flavour) => `${flavour.name} (${shape(flavour)}, ${t("perHour", { price: format.money(flavour.perHourYuan) })})`;
}

/** Those without cards first, each kind from small to large. */
export function bySize(one: Flavour, other: Flavour): number {
  return Number(one.cards) - Number(other.cards) || (one.cardModel ?? "").localeCompare(other.cardModel ?? "") || Number(one.cores) - Number(other.cores);
}
