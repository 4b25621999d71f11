import { Progress } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Bytes, useFormat } from "../ui/figures";
import { Status } from "../ui/Status";
import { Digits } from "./Digits";
import type { Run } from "./trail";

/** What each step has found, in a sentence or two with its figures and links. */

function Sending({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { upload } = run.trail;
  if (!upload) return null;
  const percent = upload.total === 0 ? 100 : Math.floor((upload.sent / upload.total) * 100);
  return (
    <>
      <Progress percent={percent} size="small" aria-label={t("uploading")} />
      <p className="muted">{t("sent", { sent: format.bytes(upload.sent), total: format.bytes(upload.total), file: upload.current })}</p>
    </>
  );
}

export function DataBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { files, dataset } = run.trail;
  return (
    <>
      <Sending run={run} />
      {dataset && files && (
        <p>
          {t("data.files", { count: files.count, size: format.bytes(files.bytes) })} → <Link to={`/datasets/${dataset.id}`}>{`${dataset.name}@${dataset.version}`}</Link>{" "}
          <span className="muted">{t(dataset.reused ? "data.reused" : "data.fresh")}</span>
        </p>
      )}
      {!dataset && !run.trail.upload && run.done.includes("data") && <p className="muted">{t("earlier")}</p>}
    </>
  );
}

export function SubmitBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { job, quote } = run.trail;
  return (
    <>
      {run.at === "submit" && <Sending run={run} />}
      {quote && (
        <p>
          {t("submit.price", { hour: format.money(quote.perHourYuan), most: format.money(quote.dearestYuan) })}
        </p>
      )}
      {job && (
        <p>
          {t("submit.done")} <Link to={`/jobs/${job.id}`}>{job.name}</Link> <span className="muted">{t("submit.where", { flavour: job.flavour, runtime: job.spec.runtime })}</span>
        </p>
      )}
    </>
  );
}

export function ModelBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const { model, modelId } = run.trail;
  if (!model || !modelId) return <p className="muted">{t("model.waiting")}</p>;
  return (
    <p>
      <Link to={`/models/${modelId}`}>{`${model.name}@${model.version}`}</Link> · <Bytes count={model.bytes} />{" "}
      <span className="muted">
        {t("model.from", { data: model.datasets.map((dataset) => `${dataset.name}@${dataset.version}`).join(", "), code: (model.codeHash ?? "").slice(0, 8) })}
      </span>
    </p>
  );
}

export function DeployBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const { endpoint, endpointReused } = run.trail;
  if (!endpoint) return <p className="muted">{t("deploy.asking")}</p>;
  return (
    <>
      <p>
        <Link to={`/endpoints/${endpoint.id}`}>{endpoint.name}</Link> <Status state={endpoint.state} /> <code>{endpoint.url}</code>{" "}
        {endpointReused && <span className="muted">{t("deploy.reused")}</span>}
      </p>
      {endpoint.state === "STARTING" && <p className="muted">{endpoint.reason ?? t("deploy.loading")}</p>}
    </>
  );
}

export function AskBody({ run }: { run: Run }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { asked, accuracy, heldout } = run.trail;
  if (!asked) return <p className="muted">{t("ask.begin")}</p>;
  const whole = asked.done === asked.total;
  return (
    <>
      {!whole && <Progress percent={Math.floor((asked.done / asked.total) * 100)} size="small" aria-label={t("step.ask.title")} />}
      <p>
        {t("ask.right", { done: asked.done, right: asked.right, share: format.percent(asked.right / Math.max(1, asked.done), 2) })}{" "}
        {whole && accuracy !== undefined && <span className="muted">{t("ask.job", { share: format.percent(accuracy, 2) })}</span>}{" "}
        {typeof asked.same === "number" && <span className="muted">{t(asked.same === asked.total ? "ask.sameAll" : "ask.same", { same: asked.same })}</span>}
      </p>
      {heldout && asked.answers && <Digits heldout={heldout} answers={asked.answers} />}
    </>
  );
}
