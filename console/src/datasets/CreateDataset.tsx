import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { useProject } from "../shell/ProjectSwitch";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";

const FIELDS = ["name", "description", "project"] as const;

/** Makes a dataset, empty as yet, and goes to its page, where files are dropped. */
export function CreateDataset({ close }: { close: () => void }) {
  const { t } = useTranslation("datasets");
  const go = useNavigate();
  const queries = useQueryClient();
  const chosen = useProject();
  const projects = query.useQuery("get", "/v1/projects", { params: { query: { limit: 500 } } });
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [project, setProject] = useState(chosen ?? "default");
  const create = useMutation({
    mutationFn: async () => {
      const { data } = await api.POST("/v1/datasets", { body: { name: name.trim(), description: description.trim(), project } });
      return data as Schemas["DatasetView"];
    },
    onSuccess: (dataset) => {
      void queries.invalidateQueries({ queryKey: ["get", "/v1/datasets"] });
      void go(`/datasets/${dataset.id}`);
    },
  });
  const problem = create.error ? asProblem(create.error) : undefined;
  const said = (field: (typeof FIELDS)[number]) => (problem?.field === field ? problem.detail || problem.title : undefined);
  return (
    <Modal
      open
      title={t("create.title")}
      okText={t("create.ok")}
      cancelText={t("common:action.cancel")}
      confirmLoading={create.isPending}
      okButtonProps={{ disabled: name.trim() === "" }}
      onOk={() => create.mutate()}
      onCancel={close}
    >
      <form
        className="dataset-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") create.mutate();
        }}
      >
        <Field label={t("field.name")} help={t("create.nameHelp")} error={said("name")}>
          {(field) => <Input {...field} autoFocus maxLength={63} placeholder="digits" value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={t("field.description")} help={t("create.descriptionHelp")} error={said("description")}>
          {(field) => <Input.TextArea {...field} status={field.status} autoSize={{ minRows: 2, maxRows: 6 }} value={description} onChange={(event) => setDescription(event.target.value)} />}
        </Field>
        {(projects.data?.items.length ?? 0) > 1 && (
          <Field label={t("field.project")} error={said("project")}>
            {(field) => <Select {...field} value={project} options={projects.data?.items.map((each) => ({ value: each.name, label: each.name }))} onChange={setProject} />}
          </Field>
        )}
        {!FIELDS.some(said) && <Refusal error={create.error} />}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}
