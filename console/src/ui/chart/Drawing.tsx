import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useFormat } from "../figures";
import { useMode } from "../mode";
import { FONT, type Colours } from "../theme";
import type { ChartData, Series } from "./data";

use([LineChart, BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

type Props = ChartData & { title: string; kind?: "line" | "area" | "bar"; stacked?: boolean; height?: number; max?: number };

// the same place in a chart has the same colour on every page
const ORDER = ["accent", "warning", "success", "muted", "danger"] as const;

function seriesOption(series: Series, index: number, props: Props, colours: Colours) {
  const colour = colours[series.tone ?? ORDER[index % ORDER.length] ?? "accent"];
  return {
    name: series.name,
    type: props.kind === "bar" ? "bar" : "line",
    stack: props.stacked ? "all" : undefined,
    data: series.points,
    showSymbol: series.points.length < 2,
    symbolSize: 5,
    lineStyle: { width: 1.5 },
    areaStyle: props.kind === "area" ? { opacity: 0.16 } : undefined,
    itemStyle: { color: colour },
    barMaxWidth: 24,
  };
}

function optionOf(props: Props, colours: Colours, locale: string, time: (instant: string) => string) {
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours.muted, hideOverlap: true },
    splitLine: { lineStyle: { color: colours.line } },
  };
  const compact = new Intl.NumberFormat(locale, { maximumFractionDigits: 4, notation: "compact" });
  return {
    animation: false,
    aria: { enabled: true, label: { description: props.title } },
    textStyle: { fontFamily: FONT },
    grid: { left: 8, right: 12, top: props.series.length > 1 ? 30 : 12, bottom: 8, containLabel: true },
    legend: props.series.length > 1 ? { top: 0, left: 0, icon: "roundRect", itemHeight: 4, itemWidth: 12, textStyle: { color: colours.muted } } : undefined,
    tooltip: {
      trigger: "axis",
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 12 },
      axisPointer: { label: { formatter: ({ value }: { value: number }) => (props.x === "time" ? time(new Date(value).toISOString()) : String(value)) } },
      valueFormatter: (value: number) => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value)}${props.unit ? ` ${props.unit}` : ""}`,
    },
    xAxis: { ...axis, type: props.x === "time" ? "time" : "value", splitLine: { show: false }, min: props.span?.[0] ?? (props.x === "number" && props.kind !== "bar" ? "dataMin" : undefined), max: props.span?.[1], name: undefined },
    yAxis: { ...axis, type: "value", max: props.max, minInterval: props.whole ? 1 : undefined, axisLabel: { ...axis.axisLabel, formatter: (value: number) => compact.format(value) }, axisLine: { show: false }, scale: !props.zero && (props.kind === "line" || props.kind === undefined) },
    series: props.series.map((series, index) => seriesOption(series, index, props, colours)),
  };
}

/** The chart itself, with the drawing library: a chunk of its own, loaded when a page has a chart. */
export default function Drawing(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const { colours } = useMode();
  const { locale, exact } = useFormat();
  useEffect(() => {
    const drawn = init(place.current, undefined, { renderer: "svg" });
    chart.current = drawn;
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(place.current as HTMLDivElement);
    return () => {
      watch.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(props, colours, locale, exact), { notMerge: true });
  });
  return <div ref={place} className="chart-place" style={{ height: props.height ?? 220 }} role="img" aria-label={props.title} />;
}
