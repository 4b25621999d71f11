import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { cardName } from "../flavours/shape";
import { Money, When } from "../ui/figures";

const METERS = ["core", "memory", "call"];

/** The tariff in force: each meter with its unit and price. */
export function Tariff({ tariff }: { tariff: Schemas["TariffInForce"] }) {
  const { t } = useTranslation("open");
  const name = (meter: string) => (METERS.includes(meter) ? t(`meter.${meter}`) : meter.startsWith("card.") ? t("meter.card", { model: cardName(meter.slice("card.".length)) }) : meter);
  return (
    <>
      <div className="centre-table" tabIndex={0} role="region" aria-label={t("public.tariff")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("public.meter")}</th>
              <th scope="col">{t("public.unit")}</th>
              <th scope="col" className="right">
                {t("public.unitPrice")}
              </th>
            </tr>
          </thead>
          <tbody>
            {tariff.items.map((item) => (
              <tr key={item.meter}>
                <th scope="row">{name(item.meter)}</th>
                <td>{t(`unit.${item.unit}`)}</td>
                <td className="right">
                  <Money yuan={item.priceYuan} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="centre-note">
        {t("public.tariffVersion", { id: tariff.id, version: tariff.version })} <When at={tariff.effectiveFrom} absolute />
      </p>
    </>
  );
}
