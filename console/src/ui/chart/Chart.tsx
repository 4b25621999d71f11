import { DownloadOutlined, LineChartOutlined, TableOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { saveText } from "../save";
import { useFormat } from "../figures";
import { csvOf, tableOf, type ChartData } from "./data";

const Drawing = lazy(() => import("./Drawing"));

interface Props extends ChartData {
  title: string;
  kind?: "line" | "area" | "bar";
  stacked?: boolean;
  height?: number;
  /** The top of the scale, where the figures have one: 100 for shares in percent. */
  max?: number;
  /** Said in the chart's place when there is nothing to draw. */
  empty: ReactNode;
}

/** A chart that can be read as a table too, and taken away as PNG or CSV. */
export function Chart(props: Props) {
  const { t } = useTranslation("common");
  const [asTable, setAsTable] = useState(false);
  const nothing = props.series.every((series) => series.points.length === 0);
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <span className="chart-title">
          {props.title}
          {props.unit && <span className="muted"> ({props.unit})</span>}
        </span>
        {!nothing && (
          <span className="page-actions">
            <Button
              size="small"
              type="text"
              aria-label={asTable ? t("chart.draw") : t("chart.table")}
              icon={asTable ? <LineChartOutlined /> : <TableOutlined />}
              onClick={() => setAsTable(!asTable)}
            />
            <Button size="small" type="text" icon={<DownloadOutlined />} onClick={() => saveText(`${props.title}.csv`, csvOf(props))}>
              CSV
            </Button>
          </span>
        )}
      </figcaption>
      {nothing && (
        <div className="chart-empty" style={{ height: props.height ?? 220 }}>
          {props.empty}
        </div>
      )}
      {!nothing && asTable && <AsTable {...props} />}
      {!nothing && !asTable && (
        <Suspense fallback={<div className="chart-empty" style={{ height: props.height ?? 220 }}><Spin /></div>}>
          <Drawing {...props} />
        </Suspense>
      )}
    </figure>
  );
}

function AsTable(props: ChartData & { title: string; height?: number }) {
  const format = useFormat();
  const { t } = useTranslation("common");
  const rows = tableOf(props);
  return (
    <div className="chart-table" style={{ maxHeight: props.height ?? 220 }} tabIndex={0} role="region" aria-label={props.title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{props.x === "time" ? t("chart.time") : (props.xLabel ?? "")}</th>
            {props.series.map((series) => (
              <th scope="col" key={series.name}>
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([x, ...values]) => (
            <tr key={x}>
              <th scope="row">{props.x === "time" ? format.exact(new Date(x).toISOString()) : x}</th>
              {values.map((value, index) => (
                <td key={index} className="figure">
                  {value === null ? "–" : format.number(value, 6)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
