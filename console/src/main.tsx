import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { RouterProvider } from "react-router/dom";
import { asProblem } from "./api/problem";
import { startI18n } from "./i18n";
import { router } from "./router";
import { ModeProvider, useMode } from "./ui/mode";
import { themeOf } from "./ui/theme";
import "./ui/ui.css";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // what the server refused it will refuse again; only a lost connection is worth a second try
      retry: (failures, error) => asProblem(error).status === 0 && failures < 3,
    },
  },
});

function Console() {
  const { mode } = useMode();
  const { i18n } = useTranslation();
  return (
    <ConfigProvider theme={themeOf(mode)} locale={i18n.language === "en" ? enUS : zhCN} virtual={false} button={{ autoInsertSpace: false }}>
      <AntApp message={{ maxCount: 2 }}>
        <RouterProvider router={router} />
      </AntApp>
    </ConfigProvider>
  );
}

await startI18n();
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ModeProvider>
        <Console />
      </ModeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
