import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query } from "../api/client";
import { When } from "../ui/figures";
import { Facts, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Exact } from "./Exact";
import { useMeterWords } from "./words";

/** The prices in force: what each meter counts, and what it costs. */
export function Tariff() {
  const { t } = useTranslation("billing");
  const words = useMeterWords();
  const tariff = query.useQuery("get", "/v1/tariff", {}, { staleTime: 300_000 });
  if (tariff.error) return <Refusal error={tariff.error} retry={() => void tariff.refetch()} />;
  if (!tariff.data) return <Spin />;
  const { id, version, effectiveFrom, items } = tariff.data;
  return (
    <div className="wide-left">
      <Section title={t("tariff.title")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("line.meter")}</th>
              <th scope="col" className="wide">{t("tariff.counts")}</th>
              <th scope="col" className="right">{t("line.price")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.meter}>
                <th scope="row">{words.meter(item.meter)}</th>
                <td className="muted wide">{t(`counted.${item.countedIn}`, { defaultValue: item.countedIn })}</td>
                <td className="right"><Exact yuan={item.priceYuan} /> <span className="muted">/ {words.unit(item.unit)}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title={t("tariff.inForce")}>
        <Facts
          items={[
            [t("tariff.name"), id],
            [t("tariff.version"), version],
            [t("tariff.from"), <When at={effectiveFrom} absolute />],
            [t("tariff.rounding"), t("tariff.roundingText")],
          ]}
        />
        <p className="bill-how"><Link to="/flavours">{t("tariff.flavours")}</Link></p>
      </Section>
    </div>
  );
}
