import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { can, useMe } from "../api/session";
import { useShape } from "../flavours/shape";
import { Money, useFormat } from "../ui/figures";
import { Facts, Section } from "../ui/Page";
import { lastsSeconds, yuanFor } from "./reference";

const DAY_HOURS = 24;
const MONTH_HOURS = 30 * DAY_HOURS;

/** What an endpoint of the flavour costs by the hour, and how long the balance pays for it. */
export function Price({ flavour: name }: { flavour: string }) {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const shape = useShape();
  const flavours = query.useQuery("get", "/v1/flavours");
  const balance = query.useQuery("get", "/v1/balance", {}, { enabled: can(useMe(), "BILLING_READ"), retry: false });
  const flavour = flavours.data?.items.find((each) => each.name === name);
  if (!flavour) return null;
  const available = balance.data?.availableYuan;
  const seconds = available === undefined ? undefined : lastsSeconds(available, flavour.perHourYuan);
  return (
    <Section title={t("new.cost")}>
      <p className="cost-lead">
        <Money yuan={flavour.perHourYuan} /> <span className="muted">{t("field.price")}</span>
      </p>
      <Facts
        items={[
          [t("new.perDay"), <Money yuan={yuanFor(flavour.perHourYuan, DAY_HOURS)} />],
          [t("new.perMonth"), <Money yuan={yuanFor(flavour.perHourYuan, MONTH_HOURS)} />],
          [t("field.flavour"), shape(flavour)],
          [t("new.available"), available !== undefined && <Money yuan={available} />],
        ]}
      />
      <p className="muted deploy-rule">
        {t("new.rule")} {seconds !== undefined && t("new.lasts", { days: format.duration(seconds) })}
      </p>
    </Section>
  );
}
