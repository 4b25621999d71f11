import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input, InputNumber, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { Field } from "../ui/Field";
import { errorAt, type PartProps } from "./part";
import { freeName, numberAt, pairsAt, textAt } from "./spec/fields";

const PRIORITIES = ["low", "normal", "high"] as const;

/** What most jobs leave as it is. */
export function MoreFields({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const projects = query.useQuery("get", "/v1/projects", { params: { query: { limit: 500 } } });
  const keys = ["environment", "retries", "priority", "project"];
  const isUsed = keys.some((key) => doc[key] !== undefined || errorAt(problem, key));
  return (
    <details className="spec-more" open={isUsed || undefined}>
      <summary>{t("form.more")}</summary>
      <div className="spec-form">
        <Environment doc={doc} set={set} problem={problem} />
        <div className="spec-pair">
          <Field label={t("field.retries")} help={t("form.retriesHelp")} error={errorAt(problem, "retries")}>
            {(field) => <InputNumber {...field} min={0} max={10} precision={0} value={numberAt(doc, "retries", 0)} onChange={(value) => set("retries", value || undefined)} />}
          </Field>
          <div className="field">
            <span className="field-label" id="priority-label">{t("field.priority")}</span>
            <Segmented
              aria-labelledby="priority-label"
              value={textAt(doc, "priority") || "normal"}
              options={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
              onChange={(value) => set("priority", value === "normal" ? undefined : value)}
            />
          </div>
        </div>
        <Field label={t("field.project")} error={errorAt(problem, "project")}>
          {(field) => (
            <Select
              {...field}
              showSearch
              value={textAt(doc, "project") || "default"}
              options={(projects.data?.items ?? []).map(({ name }) => ({ value: name, label: name }))}
              onChange={(value: string) => set("project", value === "default" ? undefined : value)}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function Environment({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const pairs = pairsAt(doc, "environment");
  const write = (next: [string, string][]) => set("environment", next.length > 0 ? Object.fromEntries(next) : undefined);
  const names = pairs.map(([name]) => name);
  const error = errorAt(problem, "environment");
  return (
    <fieldset className="rows">
      <legend>{t("field.environment")}</legend>
      {pairs.map(([name, value], index) => (
        <div key={index} className="rows-row rows-pair">
          <Input
            className="mono"
            aria-label={t("form.variableName", { number: index + 1 })}
            value={name}
            onChange={(event) => {
              // two of one name would be one
              if (!names.includes(event.target.value)) write(pairs.map((pair, at) => (at === index ? [event.target.value, pair[1]] : pair)));
            }}
          />
          <Input className="mono" aria-label={t("form.variableValue", { name })} value={value} onChange={(event) => write(pairs.map((pair, at) => (at === index ? [pair[0], event.target.value] : pair)))} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t("form.removeVariable", { name })} onClick={() => write(pairs.filter((_, at) => at !== index))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => write([...pairs, [freeName("NAME", names), ""]])}>
        {t("form.addVariable")}
      </Button>
      {error && <div className="field-error" role="alert">{error}</div>}
    </fieldset>
  );
}
