import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Command } from "../ui/Copy";
import { Duration } from "../ui/figures";
import { Failure } from "./Failure";
import { AskBody, DataBody, DeployBody, ModelBody, SubmitBody } from "./bodies";
import { SampleBill } from "./SampleBill";
import { TrainBody } from "./TrainBody";
import { SampleError, stateOf, STEPS, type Run, type StepKey } from "./trail";

/** A step that was done before takes no time now. */
const LEAST_SECONDS = 0.25;

const BODIES: Record<StepKey, (props: { run: Run }) => ReactNode> = {
  data: DataBody,
  submit: SubmitBody,
  train: TrainBody,
  model: ModelBody,
  deploy: DeployBody,
  ask: AskBody,
  bill: SampleBill,
};

/** Whether what failed has ended, so that one can only begin anew. */
const isOver = (error: unknown) => error instanceof SampleError && ["job-failed", "no-model"].includes(error.kind);

/** What does the same at the command line. */
function commandOf(step: StepKey, { trail }: Run): string {
  const model = trail.model ? `${trail.model.name}@${trail.model.version}` : "digits";
  const endpoint = trail.endpoint?.name ?? "digits";
  switch (step) {
    case "data":
      return "penstock data upload digits samples/digits/data";
    case "submit":
      return "penstock job submit samples/digits/job.yaml";
    case "train":
      return "penstock job logs -f digits";
    case "model":
      return `penstock model show ${model}`;
    case "deploy":
      return `penstock endpoint deploy ${endpoint} --model ${model} --wait`;
    case "ask":
      return `penstock endpoint infer ${endpoint} --json-file request.json`;
    case "bill":
      return "penstock bill";
  }
}

/** The way so far, from top to bottom: each step with what it found and how long it took. */
export function Steps({ run, retry, again }: { run: Run; retry: () => void; again: () => void }) {
  const { t } = useTranslation("samples");
  return (
    <ol className="try-steps" aria-label={t("steps")}>
      {STEPS.map((step) => {
        const state = stateOf(run, step);
        const Body = BODIES[step];
        const begun = run.begun[step];
        const took = run.took[step];
        return (
          <li key={step} className={`try-step try-${state}`} data-step={step} data-state={state} aria-current={state === "now" ? "step" : undefined}>
            <span className="try-dot" aria-hidden="true" />
            <div className="try-head">
              <h2>{t(`step.${step}.title`)}</h2>
              <span className="sr-only">{t(`common:life.${state}`)}</span>
              <span className="try-command">{state !== "todo" && <Command>{commandOf(step, run)}</Command>}</span>
              <span className="try-took muted">
                {state === "now" && begun !== undefined && <Duration from={new Date(begun).toISOString()} />}
                {state === "done" && took !== undefined && took >= LEAST_SECONDS && <Duration seconds={took} />}
              </span>
            </div>
            {state === "todo" ? <p className="muted">{t(`step.${step}.plan`)}</p> : <Body run={run} />}
            {state === "failed" && run.failed && (
              <>
                <Failure error={run.failed.error} run={run} />
                <div className="page-actions try-retry">
                  {!isOver(run.failed.error) && (
                    <Button type="primary" onClick={retry}>
                      {t("goOn")}
                    </Button>
                  )}
                  <Button onClick={again}>{t("again")}</Button>
                </div>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}
