import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { cardName } from "../flavours/shape";
import { Chart } from "../ui/chart/Chart";
import { Refusal } from "../ui/Refusal";

/** How full the centre has been: cores, and cards by their model. */
export function LoadChart({ hours }: { hours: number }) {
  const { t } = useTranslation("operator");
  const load = query.useQuery("get", "/v1/operator/load", { params: { query: { hours } } }, { refetchInterval: 60_000 });
  const points = load.data?.points ?? [];
  const models = [...new Set(points.flatMap((point) => point.cards.map((card) => card.model)))].sort();
  const share = (used: number, total: number) => (total > 0 ? (100 * used) / total : 0);
  const series = [
    { name: t("load.cores"), points: points.map((it): [number, number] => [Date.parse(it.at), share(it.milliCoresUsed, it.milliCoresTotal)]) },
    ...models.map((model) => ({
      name: t("load.cards", { model: cardName(model) }),
      points: points.map((it): [number, number] => {
        const card = it.cards.find((each) => each.model === model);
        return [Date.parse(it.at), share(card?.used ?? 0, card?.total ?? 0)];
      }),
    })),
  ];
  return (
    <>
      <Refusal error={load.error} />
      <Chart title={t("load.title")} unit="%" x="time" kind="area" series={points.length > 1 ? series : []} empty={t("load.empty")} />
    </>
  );
}
