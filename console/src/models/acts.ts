import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { useAddress } from "../ui/address";

/** Deletes a version; asks first, and says how it went. */
export function useDeleteVersion(model: Schemas["ModelView"]) {
  const { t } = useTranslation("models");
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const { set } = useAddress();
  return (version: number) => {
    const name = `${model.name}@${version}`;
    const done = () => {
      void message.success(t("delete.done", { name }));
      set({ version: null, file: null });
      void queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => String(path).startsWith("/v1/models") });
    };
    const refused = (error: unknown) => {
      const { detail, hint } = asProblem(error);
      void message.error([detail || t("common:problem.unreachable"), hint].filter(Boolean).join(" "));
    };
    modal.confirm({
      title: t("delete.title", { name }),
      content: t("delete.text"),
      okText: t("common:action.delete"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: () => api.DELETE("/v1/models/{id}/versions/{version}", { params: { path: { id: model.id, version } } }).then(done, refused),
    });
  };
}
