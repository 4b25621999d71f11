import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { query } from "../api/client";
import { Section } from "../ui/Page";
import type { HomeStep, StepKey } from "./steps";

const TO: Partial<Record<StepKey, string>> = { data: "/datasets", job: "/jobs/new", model: "/models", endpoint: "/endpoints" };

/** From a new account to a model that answers: what is done, and the one thing to do next. */
export function Checklist({ steps }: { steps: HomeStep[] }) {
  const { t } = useTranslation("home");
  const go = useNavigate();
  const count = steps.filter((step) => step.state === "done").length;
  return (
    <Section title={t("next")} actions={<span className="muted figure">{t("progress", { done: count, total: steps.length })}</span>}>
      <div className="home-try">
        <div>
          <strong>{t("tryTitle")}</strong>
          <span className="muted">{t("tryText")}</span>
        </div>
        <Button type="primary" size="large" onClick={() => void go("/home/try")}>
          {t("tryButton")}
        </Button>
      </div>
      <ol className="home-steps">
        {steps.map((step) => (
          <Item key={step.key} step={step} />
        ))}
      </ol>
    </Section>
  );
}

function Item({ step }: { step: HomeStep }) {
  const { t } = useTranslation("home");
  const status = query.useQuery("get", "/v1/public/status", {}, { enabled: step.key === "money" && step.state === "next" });
  const contact = status.data?.join.contact;
  const to = TO[step.key];
  const open = step.state === "next" || step.state === "todo";
  return (
    <li className={`home-step home-${step.state}`} data-step={step.key} data-state={step.state} aria-current={step.state === "next" ? "step" : undefined}>
      <span className="home-mark" aria-hidden="true">
        {step.state === "done" ? "✓" : ""}
      </span>
      <div>
        {open && to ? <Link to={to}>{t(`step.${step.key}.title`)}</Link> : <span>{t(`step.${step.key}.title`)}</span>}
        <span className="sr-only">{t(`stepState.${step.state}`)}</span>
        {step.state === "next" && (
          <p className="muted">
            {t(`step.${step.key}.text`)} {contact && t("contact", { contact })}
          </p>
        )}
      </div>
    </li>
  );
}
