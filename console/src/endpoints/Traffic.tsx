import { Segmented } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { useAddress } from "../ui/address";
import { Chart } from "../ui/chart/Chart";
import { useFormat } from "../ui/figures";
import { Figure, Figures, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { isOver } from "./life";
import { barsOf, latencyOf, RANGES, rangeOf, slowestOf, type Range } from "./traffic";

/** Calls are not told of one by one. */
const AGAIN_MS = 10_000;

/** Calls, errors and latency of the last while, which is chosen in the page's address. */
export function Traffic({ endpoint }: { endpoint: Schemas["EndpointView"] }) {
  const { t } = useTranslation("endpoints");
  const { get, set } = useAddress();
  const range = rangeOf(get("minutes"));
  const traffic = query.useQuery(
    "get",
    "/v1/endpoints/{id}/traffic",
    { params: { path: { id: endpoint.id }, query: { minutes: Number(range) } } },
    { refetchInterval: isOver(endpoint) ? false : AGAIN_MS, placeholderData: (before) => before },
  );
  const choice = (
    <Segmented
      size="small"
      aria-label={t("traffic.range")}
      value={range}
      options={(Object.keys(RANGES) as Range[]).map((minutes) => ({ value: minutes, label: t(`traffic.minutes${minutes}`) }))}
      onChange={(minutes) => set({ minutes: minutes === "30" ? null : minutes })}
    />
  );
  return (
    <Section title={t("traffic.title")} actions={choice}>
      <Refusal error={traffic.error} retry={() => void traffic.refetch()} />
      {traffic.data && <Drawn traffic={traffic.data} minutes={RANGES[range]} />}
    </Section>
  );
}

function Drawn({ traffic, minutes }: { traffic: Schemas["TrafficView"]; minutes: number }) {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const bars = useMemo(() => barsOf(traffic, minutes), [traffic, minutes]);
  const latency = useMemo(() => latencyOf(traffic), [traffic]);
  const half = minutes * 30_000;
  const span: [number, number] = [(bars.answered[0]?.[0] ?? 0) - half, (bars.answered.at(-1)?.[0] ?? 0) + half];
  const slowest = slowestOf(traffic);
  const empty = traffic.calls === 0;
  return (
    <div className="endpoint-traffic">
      <Figures>
        <Figure label={t("traffic.total")} value={format.number(traffic.calls)} />
        <Figure label={t("traffic.errorShare")} value={empty ? "–" : format.percent(traffic.errors / traffic.calls, 1)} tone={traffic.errors > 0 ? "bad" : undefined} />
        <Figure label={t("traffic.worst")} value={slowest === undefined ? "–" : format.number(slowest)} unit={slowest === undefined ? undefined : t("traffic.ms")} />
      </Figures>
      <div className="endpoint-charts">
        <Chart
          title={minutes === 1 ? t("traffic.calls") : t("traffic.callsOf", { count: minutes })}
          kind="bar"
          stacked
          whole
          x="time"
          span={span}
          height={170}
          empty={t("traffic.none")}
          series={[
            { name: t("traffic.ok"), points: empty ? [] : bars.answered, tone: "accent" },
            { name: t("traffic.errors"), points: empty ? [] : bars.errors, tone: "danger" },
          ]}
        />
        <Chart
          title={t("traffic.latency")}
          zero
          unit={t("traffic.ms")}
          x="time"
          span={span}
          height={170}
          empty={t("traffic.none")}
          series={[
            { name: t("traffic.median"), points: latency.median, tone: "accent" },
            { name: t("traffic.p95"), points: latency.p95, tone: "warning" },
          ]}
        />
      </div>
    </div>
  );
}
