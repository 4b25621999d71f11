import { useMutation } from "@tanstack/react-query";
import { App, AutoComplete, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { secondsOf } from "../jobs/spec/fields";
import { Field } from "../ui/Field";
import { Money } from "../ui/figures";
import { Refusal } from "../ui/Refusal";
import { saidOf } from "./CreateNotebook";
import { FlavourField } from "./FlavourField";

const TIMES = ["10m", "30m", "1h", "4h", "12h", "1d"];
const FIELDS = ["file", "name", "flavour", "wallTime"];

/** Runs a file of the notebook's folder from its first cell to its last, as a training job. */
export function RunAsJob({ notebook, file, close }: { notebook: Schemas["Notebook"]; file: string; close: () => void }) {
  const { t } = useTranslation("notebooks");
  const { message } = App.useApp();
  const go = useNavigate();
  const [name, setName] = useState("");
  const [flavour, setFlavour] = useState(notebook.flavour);
  const [wallTime, setWallTime] = useState("1h");
  const run = useMutation({
    mutationFn: async () => {
      const body = { file, flavour, name: name || undefined, wallTime: wallTime || undefined };
      return (await api.POST("/v1/notebooks/{id}/jobs", { params: { path: { id: notebook.id } }, body })).data as Schemas["Job"];
    },
    onSuccess: (job) => {
      void message.success(t("run.done", { name: job.name }));
      void go(`/jobs/${job.id}`);
    },
  });
  const problem = run.error ? asProblem(run.error) : undefined;
  return (
    <Modal open title={t("run.title", { file })} okText={t("run.ok")} cancelText={t("common:action.cancel")} confirmLoading={run.isPending} onOk={() => run.mutate()} onCancel={close}>
      <div className="notebook-form">
        <p className="muted">{t("run.text")}</p>
        <FlavourField value={flavour} change={setFlavour} error={saidOf(problem, "flavour")} />
        <Field label={t("field.wallTime")} help={<Dearest flavour={flavour} wallTime={wallTime} />} error={saidOf(problem, "wallTime")}>
          {(field) => <AutoComplete {...field} className="notebook-short" value={wallTime} options={TIMES.map((value) => ({ value }))} onChange={setWallTime} />}
        </Field>
        <Field label={t("run.name")} help={t("run.nameHelp")} error={saidOf(problem, "name")}>
          {(field) => <Input {...field} maxLength={63} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {!FIELDS.slice(1).includes(problem?.field ?? "") && <Refusal error={run.error} />}
      </div>
    </Modal>
  );
}

function Dearest({ flavour, wallTime }: { flavour: string; wallTime: string }) {
  const { t } = useTranslation("notebooks");
  const flavours = query.useQuery("get", "/v1/flavours");
  const price = flavours.data?.items.find((each) => each.name === flavour)?.perHourYuan;
  const seconds = secondsOf(wallTime);
  if (!price || !seconds) return <>{t("run.wallTimeHelp")}</>;
  return (
    <>
      {t("run.dearest")} <Money yuan={((Number(price) * seconds) / 3600).toFixed(6)} />
    </>
  );
}
