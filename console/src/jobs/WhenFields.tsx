import { Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";
import { Field } from "../ui/Field";
import { errorAt, type PartProps } from "./part";
import { rowsAt, textAt, type Row } from "./spec/fields";

const TOPOLOGIES = ["near", "same-switch", "same-super-node", "spread"] as const;
const KEYS = ["leastNodes", "array", "after", "earliestStart", "deadline", "topology"];

/** When and where it runs, which most jobs leave to the centre. */
export function WhenFields({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const isUsed = KEYS.some((key) => doc[key] !== undefined || errorAt(problem, key));
  return (
    <details className="spec-more" open={isUsed || undefined}>
      <summary>{t("form.when")}</summary>
      <div className="spec-form">
        {doc.kind !== "service" && <Tasks doc={doc} set={set} problem={problem} />}
        <After doc={doc} set={set} problem={problem} />
        <div className="spec-pair">
          <Time doc={doc} set={set} problem={problem} at="earliestStart" />
          {doc.kind !== "service" && <Time doc={doc} set={set} problem={problem} at="deadline" />}
        </div>
        <div className="spec-pair">
          <Field label={t("field.leastNodes")} help={t("form.leastNodesHelp")} error={errorAt(problem, "leastNodes")}>
            {(field) => <InputNumber {...field} min={1} max={10_000} precision={0} value={numberOf(doc.leastNodes)} onChange={(value) => set("leastNodes", value ?? undefined)} />}
          </Field>
          <Field label={t("field.topology")} error={errorAt(problem, "topology")}>
            {(field) => (
              <Select
                {...field}
                value={textAt(doc, "topology") || "near"}
                options={TOPOLOGIES.map((value) => ({ value, label: t(`topology.${value}`) }))}
                onChange={(value: string) => set("topology", value === "near" ? undefined : value)}
              />
            )}
          </Field>
        </div>
      </div>
    </details>
  );
}

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

function Tasks({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const array: Row = typeof doc.array === "object" && doc.array !== null ? (doc.array as Row) : {};
  const write = (key: string, value: number | null) => {
    const next = { ...array, [key]: value ?? undefined };
    set("array", next.tasks === undefined && next.atOnce === undefined ? undefined : next);
  };
  return (
    <div className="spec-pair">
      <Field label={t("field.tasks")} help={t("form.tasksHelp")} error={errorAt(problem, "array")}>
        {(field) => <InputNumber {...field} min={1} max={100_000} precision={0} value={numberOf(array.tasks)} onChange={(value) => write("tasks", value)} />}
      </Field>
      <Field label={t("field.atOnce")}>
        {(field) => <InputNumber {...field} min={1} max={100_000} precision={0} disabled={array.tasks === undefined} value={numberOf(array.atOnce)} onChange={(value) => write("atOnce", value)} />}
      </Field>
    </div>
  );
}

/** Names or ids; how a job must have ended is only said in the YAML, and stays as it is there. */
function After({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const rows = rowsAt(doc, "after");
  return (
    <Field label={t("field.after")} help={t("form.afterHelp")} error={errorAt(problem, "after")}>
      {(field) => (
        <Select
          {...field}
          mode="tags"
          open={false}
          suffixIcon={null}
          value={rows.map(({ job }) => String(job))}
          onChange={(names: string[]) => set("after", names.length === 0 ? undefined : names.map((job) => rows.find((row) => row.job === job) ?? { job }))}
        />
      )}
    </Field>
  );
}

function Time({ doc, set, problem, at }: PartProps & { at: "earliestStart" | "deadline" }) {
  const { t } = useTranslation("jobs");
  return (
    <Field label={t(`field.${at}`)} error={errorAt(problem, at)}>
      {(field) => <Input {...field} className="mono" placeholder="2026-12-01T22:00:00+08:00" value={textAt(doc, at)} onChange={(event) => set(at, event.target.value || undefined)} />}
    </Field>
  );
}
