import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";

const NAME = /^[a-z0-9-]{1,63}$/;

/** Makes a project: a name is all it has. */
export function NewProject({ close }: { close: () => void }) {
  const { t } = useTranslation("organisation");
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => api.POST("/v1/projects", { body: { name: name.trim() } }),
    onSuccess: () => {
      void message.success(t("projects.done", { name: name.trim() }));
      void queries.invalidateQueries({ queryKey: ["get", "/v1/projects"] });
      close();
    },
  });
  const problem = create.error ? asProblem(create.error) : undefined;
  const isAtField = problem?.field === "name";
  const wrong = name !== "" && !NAME.test(name.trim());
  const ready = name !== "" && !wrong;
  return (
    <Modal open title={t("projects.new")} okText={t("common:action.create")} cancelText={t("common:action.cancel")} confirmLoading={create.isPending} okButtonProps={{ disabled: !ready }} onOk={() => create.mutate()} onCancel={close}>
      <form
        className="org-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create.mutate();
        }}
      >
        <Field label={t("projects.name")} help={t("projects.nameHelp")} error={wrong ? t("projects.nameWrong") : isAtField ? problem.detail || problem.title : undefined}>
          {(field) => <Input {...field} autoFocus autoComplete="off" maxLength={63} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        {!isAtField && <Refusal error={create.error} />}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}
