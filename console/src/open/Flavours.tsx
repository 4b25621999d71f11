import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { cardName } from "../flavours/shape";
import { Duration, Money } from "../ui/figures";
import { Status } from "../ui/Status";

type Flavour = Schemas["PublicFlavour"];

/** What can be had, for how much, and after how long a wait. What has a free place comes first. */
export function Flavours({ flavours }: { flavours: Flavour[] }) {
  const { t } = useTranslation("open");
  const [all, setAll] = useState(false);
  const rank = (flavour: Flavour) => (flavour.total === 0 ? 2 : flavour.available === "0" ? 1 : 0);
  const sorted = [...flavours].sort((a, b) => rank(a) - rank(b) || Number(a.perHourYuan) - Number(b.perHourYuan));
  const here = sorted.filter((flavour) => flavour.total > 0);
  const elsewhere = sorted.length - here.length;
  const waits = sorted.some((flavour) => typeof flavour.waitP50Seconds === "number");
  return (
    <>
      <div className="centre-table" tabIndex={0} role="region" aria-label={t("public.flavours")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("public.flavour")}</th>
              <th scope="col" className="right">
                {t("public.price")}
              </th>
              <th scope="col">{t("public.now")}</th>
              {waits && (
                <>
                  <th scope="col" className="right centre-optional">
                    {t("public.waitHalf")}
                  </th>
                  <th scope="col" className="right centre-optional">
                    {t("public.waitMost")}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {(all || here.length === 0 ? sorted : here).map((flavour) => (
              <Row key={flavour.name} flavour={flavour} waits={waits} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="centre-note">
        {elsewhere > 0 && here.length > 0 && (
          <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t("public.fewer") : t("public.others", { count: elsewhere })}
          </Button>
        )}
        {!waits && t("public.noWaits")} {t("public.privacy")}
      </p>
    </>
  );
}

function Row({ flavour, waits }: { flavour: Flavour; waits: boolean }) {
  const { t } = useTranslation("open");
  return (
    <tr>
      <th scope="row">
        <span className="mono">{flavour.name}</span>
        <span className="sub">
          {flavour.cardModel && `${flavour.cards} × ${cardName(flavour.cardModel)} · `}
          {t("public.shape", { cores: flavour.cores, memory: flavour.memoryGib })}
        </span>
      </th>
      <td className="right">
        <Money yuan={flavour.perHourYuan} />
      </td>
      <td>
        <Availability flavour={flavour} />
      </td>
      {waits && (
        <>
          <td className="right centre-optional">
            <Wait seconds={flavour.waitP50Seconds} />
          </td>
          <td className="right centre-optional">
            <Wait seconds={flavour.waitP90Seconds} />
          </td>
        </>
      )}
    </tr>
  );
}

function Availability({ flavour }: { flavour: Flavour }) {
  const { t } = useTranslation("open");
  if (flavour.total === 0) return <Status state="none" tone="off" word={t("public.notHere")} />;
  const waiting = flavour.waiting ? ` · ${t("public.waiting", { range: flavour.waiting })}` : "";
  if (flavour.available === "0") return <Status state="full" tone="waiting" word={t("public.full") + waiting} />;
  return <Status state="free" tone="good" word={t("public.free", { range: flavour.available.replace("-", "–") }) + waiting} />;
}

function Wait({ seconds }: { seconds: number | undefined }) {
  const { t } = useTranslation("open");
  if (seconds === undefined || seconds === null) {
    return (
      <span className="muted" title={t("public.tooFew")}>
        –<span className="sr-only">{t("public.tooFew")}</span>
      </span>
    );
  }
  return <Duration seconds={seconds} />;
}
