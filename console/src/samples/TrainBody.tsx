import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Chart } from "../ui/chart/Chart";
import { Duration, useFormat } from "../ui/figures";
import { Status } from "../ui/Status";
import { curveOf, endsOfEpochs } from "./metrics";
import type { MetricLine, Run } from "./trail";

/** The job as it waits, runs and learns. */
export function TrainBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { job, metrics = [] } = run.trail;
  if (!job) return <p className="muted">{t("train.asking")}</p>;
  const waits = job.state === "QUEUED";
  return (
    <>
      <p>
        <Link to={`/jobs/${job.id}`}>{job.name}</Link> <Status state={job.state} /> {job.startedAt && <Duration from={job.startedAt} to={job.endedAt} />}{" "}
        <span className="muted">{job.placedOn.length > 0 && t("train.on", { node: job.placedOn.join(", ") })}</span>
      </p>
      {waits && <p className="muted">{job.reason ?? t("train.waits")} {job.likelyStart?.at && t("train.likely", { when: format.exact(job.likelyStart.at) })}</p>}
      {metrics.length > 0 && <Curves metrics={metrics} />}
    </>
  );
}

function Curves({ metrics }: { metrics: MetricLine[] }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const last = metrics.at(-1);
  return (
    <>
      {last && (
        <p role="status">
          {t("train.epoch", { epoch: last.epoch ?? "–" })} · {t("train.loss")} <span className="figure">{format.number(last.loss ?? 0, 6)}</span> · {t("train.accuracy")}{" "}
          <span className="figure">{format.percent(last.accuracy ?? 0, 2)}</span>
        </p>
      )}
      <div className="columns">
        <Chart title={t("train.loss")} x="number" xLabel={t("train.step")} height={150} series={[{ name: t("train.loss"), points: curveOf(metrics, "loss") }]} empty={t("train.noCurve")} />
        <Chart title={t("train.accuracy")} x="number" xLabel={t("train.step")} height={150} series={[{ name: t("train.accuracy"), tone: "success", points: curveOf(endsOfEpochs(metrics), "accuracy") }]} empty={t("train.noCurve")} />
      </div>
    </>
  );
}
