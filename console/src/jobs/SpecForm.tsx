import { AutoComplete, Input, InputNumber, Segmented, Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { bySize, useFlavourLabel } from "../flavours/shape";
import { Field } from "../ui/Field";
import { Section } from "../ui/Page";
import { CodeField } from "./CodeField";
import { InputsField, OutputsField } from "./FoldersField";
import { MoreFields } from "./MoreFields";
import { errorAt, type PartProps } from "./part";
import { commandOf, commandText } from "./spec/command";
import { numberAt, textAt } from "./spec/fields";
import { same } from "./spec/yaml";
import { WhenFields } from "./WhenFields";

const KINDS = ["training", "batch", "service"] as const;
const TIMES = ["10m", "30m", "1h", "4h", "12h", "1d", "3d"];

/** The specification as a form. */
export function SpecForm({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const service = doc.kind === "service";
  return (
    <Section title={t("form.title")}>
      <div className="spec-form">
        <div className="spec-pair">
          <Field label={t("field.name")} help={t("form.nameHelp")} error={errorAt(problem, "name")}>
            {(field) => <Input {...field} value={textAt(doc, "name")} maxLength={63} onChange={(event) => set("name", event.target.value || undefined)} />}
          </Field>
          <div className="field">
            <span className="field-label" id="kind-label">{t("field.kind")}</span>
            <Segmented
              aria-labelledby="kind-label"
              block
              value={textAt(doc, "kind") || "batch"}
              options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
              onChange={(kind) => {
                set("kind", kind);
                if (kind === "service") set("wallTime", undefined);
              }}
            />
            {errorAt(problem, "kind") && <div className="field-error" role="alert">{errorAt(problem, "kind")}</div>}
          </div>
        </div>
        <Machine doc={doc} set={set} problem={problem} />
        <CommandField doc={doc} set={set} problem={problem} />
        <CodeField doc={doc} set={set} problem={problem} />
        <InputsField doc={doc} set={set} problem={problem} />
        <OutputsField doc={doc} set={set} problem={problem} />
        {!service && (
          <Field label={t("field.wallTime")} help={t("form.wallTimeHelp")} error={errorAt(problem, "wallTime")}>
            {(field) => (
              <AutoComplete
                {...field}
                className="spec-short"
                value={textAt(doc, "wallTime")}
                placeholder="1h"
                options={TIMES.map((value) => ({ value }))}
                onChange={(value: string) => set("wallTime", value || undefined)}
              />
            )}
          </Field>
        )}
        <WhenFields doc={doc} set={set} problem={problem} />
        <MoreFields doc={doc} set={set} problem={problem} />
      </div>
    </Section>
  );
}

function Machine({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const label = useFlavourLabel();
  const flavours = query.useQuery("get", "/v1/flavours");
  const runtimes = query.useQuery("get", "/v1/runtimes");
  const status = query.useQuery("get", "/v1/public/status", {}, { retry: false });
  const none = new Set(status.data?.flavours.filter((each) => each.total === 0).map((each) => each.name));
  const sorted = [...(flavours.data?.items ?? [])].sort((a, b) => Number(none.has(a.name)) - Number(none.has(b.name)) || bySize(a, b));
  return (
    <>
      <Field label={t("field.runtime")} error={errorAt(problem, "runtime")}>
        {(field) => (
          <Select
            {...field}
            showSearch
            value={textAt(doc, "runtime") || undefined}
            options={(runtimes.data?.items ?? []).map((each) => ({
              value: each.name,
              label: `${each.name} ${each.version}`,
              title: each.description,
              disabled: each.engines.length === 0,
            }))}
            onChange={(value: string) => set("runtime", value)}
          />
        )}
      </Field>
      <div className="spec-machine">
        <Field label={t("field.flavour")} error={errorAt(problem, "flavour")}>
          {(field) => (
            <Select
              {...field}
              showSearch
              value={textAt(doc, "flavour") || undefined}
              options={sorted.map((each) => ({ value: each.name, label: none.has(each.name) ? `${label(each)} – ${t("form.noSuchNode")}` : label(each), disabled: none.has(each.name) }))}
              onChange={(value: string) => set("flavour", value)}
            />
          )}
        </Field>
        <Field label={t("field.nodes")} error={errorAt(problem, "nodes")}>
          {(field) => <InputNumber {...field} min={1} max={10_000} precision={0} value={numberAt(doc, "nodes", 1)} onChange={(value) => set("nodes", value === null || value === 1 ? undefined : value)} />}
        </Field>
      </div>
    </>
  );
}

function CommandField({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const [draft, setDraft] = useState(() => commandText(doc.command));
  // what the YAML says wins, unless it says what is being typed here
  useEffect(() => {
    setDraft((before) => (same(commandOf(before), doc.command) ? before : commandText(doc.command)));
  }, [doc.command]);
  const shell = typeof doc.command === "string";
  return (
    <Field label={t("field.command")} help={shell ? t("form.shellHelp") : t("form.commandHelp")} error={errorAt(problem, "command")}>
      {(field) => (
        <Input.TextArea
          {...field}
          className="mono"
          autoSize={{ minRows: 1, maxRows: 8 }}
          spellCheck={false}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            set("command", commandOf(event.target.value));
          }}
        />
      )}
    </Field>
  );
}
