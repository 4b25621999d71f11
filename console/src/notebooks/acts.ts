import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";

type Notebook = Schemas["Notebook"];

/** What can be done with a notebook; each says how it went. */
export function useActs(notebook: Notebook) {
  const { t } = useTranslation("notebooks");
  const { message } = App.useApp();
  const queries = useQueryClient();
  const go = useNavigate();
  const params = { params: { path: { id: notebook.id } } };
  const renew = () => void queries.invalidateQueries({ predicate: ({ queryKey: [, path] }) => String(path).startsWith("/v1/notebooks") });
  const refused = (error: unknown) => {
    const { detail, hint } = asProblem(error);
    void message.error([detail || t("common:problem.unreachable"), hint].filter(Boolean).join(" "));
  };
  const act = (call: () => Promise<unknown>, said?: string) => ({
    mutationFn: call,
    onSuccess: () => {
      if (said) void message.success(said);
      renew();
    },
    onError: refused,
  });
  const start = useMutation(act(() => api.POST("/v1/notebooks/{id}/start", params), t("act.starting", { name: notebook.name })));
  const stop = useMutation(act(() => api.POST("/v1/notebooks/{id}/stop", params), t("act.stopping", { name: notebook.name })));
  const keep = useMutation(act(() => api.POST("/v1/notebooks/{id}/keep-alive", params), t("act.kept")));
  const remove = useMutation({
    mutationFn: () => api.DELETE("/v1/notebooks/{id}", params),
    onSuccess: () => {
      void message.success(t("act.removed", { name: notebook.name }));
      void queries.invalidateQueries({ queryKey: ["get", "/v1/notebooks"] });
      void go("/notebooks");
    },
    onError: refused,
  });
  const open = useMutation({
    mutationFn: async (tab: Window | null) => {
      try {
        const { data } = await api.POST("/v1/notebooks/{id}/openings", params);
        return { tab, url: (data as Schemas["NotebookOpening"]).url };
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
    onSuccess: ({ tab, url }) => {
      // without a tab of its own the notebook takes this one: an address lasts for one visit only
      (tab ?? window).location.href = url;
      renew();
    },
    onError: refused,
  });
  return {
    start,
    stop,
    keep,
    remove,
    opening: open.isPending,
    /** To be called by a click itself: browsers open tabs for nothing else. */
    open: () => {
      const tab = window.open("", "_blank");
      if (tab) tab.opener = null;
      open.mutate(tab);
    },
  };
}
