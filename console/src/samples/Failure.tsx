import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { asProblem, ProblemError } from "../api/problem";
import { useFormat } from "../ui/figures";
import { Refusal } from "../ui/Refusal";
import { lacksMoney } from "./acts";
import { costsOf, shortOf } from "./costs";
import { TopUpHint } from "./Intro";
import { SampleError, type Run } from "./trail";

/** Why the sample can't go on, and what to do about it. */
export function Failure({ error, run }: { error: unknown; run: Run }) {
  const { t } = useTranslation("samples");
  if (error instanceof SampleError) return <Explained error={error} run={run} />;
  if (lacksMoney(error)) {
    // the endpoint's share: a job that could not be paid was refused by its quote
    const needed = run.trail.quote ? costsOf(run.trail.quote).servingYuan : "4.000000";
    return <NoMoney needed={needed} have={asProblem(error).value ?? "0.000000"} />;
  }
  if (error instanceof ProblemError) return <Refusal error={error} />;
  return <Alert type="error" showIcon role="alert" title={t("failed.unexpected")} description={error instanceof Error ? error.message : String(error)} />;
}

function Explained({ error, run }: { error: SampleError; run: Run }) {
  const { t } = useTranslation("samples");
  if (error.kind === "no-money") return <NoMoney needed={error.values.needed ?? "0"} have={error.values.have ?? "0"} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`failed.${error.kind}.title`, error.values)}
      description={
        <>
          {t(`failed.${error.kind}.hint`, error.values)}{" "}
          {error.kind === "job-failed" && run.trail.job && <Link to={`/jobs/${run.trail.job.id}`}>{t("failed.seeLog")}</Link>}
          {error.kind === "endpoint-failed" && run.trail.endpoint && <Link to={`/endpoints/${run.trail.endpoint.id}`}>{t("failed.seeEndpoint")}</Link>}
        </>
      }
    />
  );
}

function NoMoney({ needed, have }: { needed: string; have: string }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  return <Alert type="warning" showIcon role="alert" title={t("money.short", { needed: format.money(needed), have: format.money(have) })} description={<TopUpHint yuan={shortOf(have, needed) ?? needed} />} />;
}
