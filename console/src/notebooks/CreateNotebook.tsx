import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, query, type Schemas } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { useProject } from "../shell/ProjectSwitch";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import { FlavourField } from "./FlavourField";

const IDLE_MINUTES = 60;

/** What the server said of a field. */
export const saidOf = (problem: Problem | undefined, field: string): string | undefined => (problem?.field === field ? problem.detail || problem.title : undefined);

/** Makes a notebook, and starts it unless asked not to. */
export function CreateNotebook({ flavour: wanted, close }: { flavour?: string; close: () => void }) {
  const { t } = useTranslation("notebooks");
  const go = useNavigate();
  const queries = useQueryClient();
  const chosen = useProject();
  const projects = query.useQuery("get", "/v1/projects", { params: { query: { limit: 500 } } });
  const [name, setName] = useState("notebook");
  const [flavour, setFlavour] = useState(wanted ?? "cpu.small");
  const [idleMinutes, setIdleMinutes] = useState<number | null>(IDLE_MINUTES);
  const [project, setProject] = useState(chosen ?? "default");
  const [starts, setStarts] = useState(true);
  const create = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/v1/notebooks", { body: { name, flavour, project, idleMinutes: idleMinutes ?? undefined } });
      return data as Schemas["Notebook"];
    },
    onSuccess: async (notebook) => {
      // a notebook that could not be started is there all the same; its page says why
      if (starts) await api.POST("/v1/notebooks/{id}/start", { params: { path: { id: notebook.id } } }).catch(() => undefined);
      void queries.invalidateQueries({ queryKey: ["get", "/v1/notebooks"] });
      void go(`/notebooks/${notebook.id}`);
    },
  });
  const problem = create.error ? asProblem(create.error) : undefined;
  const isAtField = problem?.field !== undefined && ["name", "flavour", "idleMinutes", "project"].includes(problem.field);
  return (
    <Modal open title={t("create.title")} okText={t("create.ok")} cancelText={t("common:action.cancel")} confirmLoading={create.isPending} onOk={() => create.mutate()} onCancel={close}>
      <form
        className="notebook-form"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Field label={t("field.name")} help={t("create.nameHelp")} error={saidOf(problem, "name")}>
          {(field) => <Input {...field} autoFocus maxLength={63} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <FlavourField value={flavour} change={setFlavour} error={saidOf(problem, "flavour")} />
        <Field label={t("field.idle")} help={t("create.idleHelp")} error={saidOf(problem, "idleMinutes")}>
          {(field) => <InputNumber {...field} min={5} max={1440} precision={0} suffix={t("create.minutes")} value={idleMinutes} onChange={setIdleMinutes} className="notebook-short" />}
        </Field>
        {(projects.data?.items.length ?? 0) > 1 && (
          <Field label={t("field.project")} error={saidOf(problem, "project")}>
            {(field) => <Select {...field} value={project} options={projects.data?.items.map((each) => ({ value: each.name, label: each.name }))} onChange={setProject} />}
          </Field>
        )}
        <Checkbox checked={starts} onChange={(event) => setStarts(event.target.checked)}>
          {t("create.starts")}
        </Checkbox>
        {!isAtField && <Refusal error={create.error} />}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}
