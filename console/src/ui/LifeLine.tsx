import { useTranslation } from "react-i18next";
import { Duration, useFormat } from "./figures";

/** One step of a life: when it was reached, and how it stands. */
export interface Step {
  key: string;
  label: string;
  at?: string | null;
  state: "done" | "now" | "todo" | "failed";
  /** A word beside the step: why it waits, how it ended. */
  note?: string;
}

/** A life from left to right, each step with its time and how long it took to the next. */
export function LifeLine({ steps }: { steps: Step[] }) {
  const { t } = useTranslation("common");
  const format = useFormat();
  return (
    <ol className="life">
      {steps.map((step, index) => {
        const next = steps[index + 1];
        return (
          <li key={step.key} className={`life-step life-${step.state}`} aria-current={step.state === "now" ? "step" : undefined} data-step={step.key}>
            <span className="life-dot" aria-hidden="true" />
            <span className="life-label">
              {step.label}
              <span className="sr-only">{t(`life.${step.state}`)}</span>
            </span>
            <span className="life-time figure">{step.at ? format.exact(step.at).slice(-8) : "–"}</span>
            {step.at && next && (next.at || step.state === "now") && (
              <span className="life-took">
                <Duration from={step.at} to={next.at} />
              </span>
            )}
            {step.note && <span className="life-note">{step.note}</span>}
          </li>
        );
      })}
    </ol>
  );
}
