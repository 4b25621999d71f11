import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";

/** What is deleted of a dataset; asks first, and says how it went. */
export function useDeleting(dataset: Schemas["DatasetView"]) {
  const { t } = useTranslation("datasets");
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const go = useNavigate();
  const refused = (error: unknown) => {
    const { detail, hint } = asProblem(error);
    void message.error([detail || t("common:problem.unreachable"), hint].filter(Boolean).join(" "));
  };
  const ask = (title: string, content: string, act: () => Promise<unknown>, done: () => void) =>
    modal.confirm({
      title,
      content,
      okText: t("common:action.delete"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: () => act().then(done, refused),
    });
  const { id, name } = dataset;
  return {
    dataset: () =>
      ask(t("delete.title", { name }), t("delete.text"), () => api.DELETE("/v1/datasets/{id}", { params: { path: { id } } }), () => {
        void message.success(t("delete.done", { name }));
        void queries.invalidateQueries({ queryKey: ["get", "/v1/datasets"] });
        void go("/datasets");
      }),
    version: (version: number, then: () => void) =>
      ask(t("delete.title", { name: `${name}@${version}` }), t("delete.versionText"), () => api.DELETE("/v1/datasets/{id}/versions/{version}", { params: { path: { id, version } } }), () => {
        void message.success(t("delete.done", { name: `${name}@${version}` }));
        then();
        void queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => String(path).startsWith("/v1/datasets") });
      }),
  };
}
