import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { AutoComplete, Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { errorAt, type PartProps } from "./part";
import { freeName, rowsAt, type Row } from "./spec/fields";
import { useSettled } from "./useQuote";

const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** What the job reads: data sets and models, each at a folder of its own. */
export function InputsField({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const rows = rowsAt(doc, "inputs");
  const write = (next: Row[]) => set("inputs", next.length > 0 ? next : undefined);
  const names = rows.map((row) => row.name);
  const change = (index: number, row: Row) => write(rows.map((each, at) => (at === index ? row : each)));
  const error = errorAt(problem, "inputs");
  return (
    <fieldset className="rows">
      <legend>{t("field.inputs")}</legend>
      {rows.map((row, index) => (
        <div key={index} className="rows-row">
          <Reference row={row} number={index + 1} change={(next) => change(index, next)} />
          <span className="rows-as muted">{t("form.as")}</span>
          <Input className="mono" aria-label={t("form.inputName", { number: index + 1 })} value={text(row.name)} onChange={(event) => change(index, { ...row, name: event.target.value })} />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t("form.removeInput", { number: index + 1 })} onClick={() => write(rows.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div className="rows-add">
        <Button size="small" icon={<PlusOutlined />} onClick={() => write([...rows, { name: freeName("data", names), dataset: "" }])}>
          {t("form.addDataset")}
        </Button>
        <Button size="small" icon={<PlusOutlined />} onClick={() => write([...rows, { name: freeName("model", names), model: "" }])}>
          {t("form.addModel")}
        </Button>
      </div>
      {error ? <div className="field-error" role="alert">{error}</div> : rows.length > 0 && <div className="field-help">{t("form.inputsHelp")}</div>}
    </fieldset>
  );
}

/** Names a data set or a model, with or without its version; what there is, is offered. */
function Reference({ row, number, change }: { row: Row; number: number; change: (row: Row) => void }) {
  const { t } = useTranslation("jobs");
  const kind = row.model !== undefined ? "model" : "dataset";
  const value = text(row[kind]);
  const [open, setOpen] = useState(false);
  const asked = useSettled(value.split("@")[0] ?? "", 250);
  const params = { params: { query: { q: asked || undefined, limit: 20 } } };
  const datasets = query.useQuery("get", "/v1/datasets", params, { enabled: open && kind === "dataset" });
  const models = query.useQuery("get", "/v1/models", params, { enabled: open && kind === "model" });
  const found = (kind === "dataset" ? datasets.data?.items : models.data?.items) ?? [];
  return (
    <AutoComplete
      className="rows-wide"
      aria-label={kind === "dataset" ? t("form.dataset", { number }) : t("form.model", { number })}
      placeholder={kind === "dataset" ? t("form.datasetHint") : t("form.modelHint")}
      value={value}
      onOpenChange={setOpen}
      options={found.flatMap((each) => (each.latestVersion === undefined ? [] : [{ value: each.name, label: `${each.name} @ ${each.latestVersion}` }]))}
      onChange={(next: string) => change({ ...row, [kind]: next })}
    />
  );
}

/** What is kept of what the job writes; an output may become a version of a model. */
export function OutputsField({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const rows = rowsAt(doc, "outputs");
  const write = (next: Row[]) => set("outputs", next.length > 0 ? next : undefined);
  const change = (index: number, row: Row) => write(rows.map((each, at) => (at === index ? row : each)));
  const names = rows.map((row) => row.name);
  const error = errorAt(problem, "outputs");
  return (
    <fieldset className="rows">
      <legend>{t("field.outputs")}</legend>
      {rows.map((row, index) => (
        <div key={index} className="rows-row">
          <Input className="mono" aria-label={t("form.outputName", { number: index + 1 })} value={text(row.name)} onChange={(event) => change(index, { ...row, name: event.target.value })} />
          <Input
            className="mono rows-wide"
            prefix={<span className="muted">{t("form.registerAs")}</span>}
            aria-label={t("form.outputModel", { number: index + 1 })}
            placeholder={t("form.notRegistered")}
            value={text(row.model)}
            onChange={(event) => {
              const { model: _, ...rest } = row;
              change(index, event.target.value ? { ...rest, model: event.target.value } : rest);
            }}
          />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t("form.removeOutput", { number: index + 1 })} onClick={() => write(rows.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div className="rows-add">
        <Button size="small" icon={<PlusOutlined />} onClick={() => write([...rows, { name: freeName(rows.length === 0 ? "model" : "output", names) }])}>
          {t("form.addOutput")}
        </Button>
      </div>
      {error ? <div className="field-error" role="alert">{error}</div> : rows.length > 0 && <div className="field-help">{t("form.outputsHelp")}</div>}
    </fieldset>
  );
}
