import { Input } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { Field } from "../ui/Field";

/** From when to when, as the browser's clock has it, and why. */
export interface Plan {
  from: string;
  to: string;
  reason: string;
}

export const NO_PLAN: Plan = { from: "", to: "", reason: "" };

export const isPlanned = (plan: Plan) => plan.from !== "" && plan.to !== "" && plan.reason.trim() !== "";

/** The same for the API. */
export const planned = (plan: Plan) => ({ from: new Date(plan.from).toISOString(), to: new Date(plan.to).toISOString(), reason: plan.reason.trim() });

/** What a problem says of a field. */
export const saidOf = (problem: Problem | undefined, field: string) => (problem?.field === field ? [problem.detail || problem.title, problem.hint].filter(Boolean).join(" ") : undefined);

/** The fields that every plan has. */
export function PlanFields({ plan, change, problem }: { plan: Plan; change: (plan: Plan) => void; problem?: Problem }) {
  const { t } = useTranslation("queues");
  return (
    <>
      <div className="queues-pair">
        <Field label={t("plan.from")} error={saidOf(problem, "from")}>
          {(field) => <Input {...field} type="datetime-local" value={plan.from} onChange={(event) => change({ ...plan, from: event.target.value })} />}
        </Field>
        <Field label={t("plan.to")} error={saidOf(problem, "to")}>
          {(field) => <Input {...field} type="datetime-local" value={plan.to} onChange={(event) => change({ ...plan, to: event.target.value })} />}
        </Field>
      </div>
      <Field label={t("plan.reason")} help={t("plan.reasonHelp")} error={saidOf(problem, "reason")}>
        {(field) => <Input {...field} maxLength={200} value={plan.reason} onChange={(event) => change({ ...plan, reason: event.target.value })} />}
      </Field>
    </>
  );
}

/** What is not said at one of these fields, to be said below them. */
export const saidElsewhere = (problem: Problem | undefined, fields: string[]) => problem && !(problem.field && [...fields, "from", "to", "reason"].includes(problem.field));
