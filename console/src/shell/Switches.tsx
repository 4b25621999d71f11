import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { changeLanguage } from "../i18n";
import { useMode } from "../ui/mode";

export function LanguageButton() {
  const { t, i18n } = useTranslation("common");
  return (
    <Button type="text" lang={i18n.language === "en" ? "zh-CN" : "en"} onClick={() => void changeLanguage(i18n.language === "en" ? "zh-CN" : "en")}>
      {t("shell.otherLanguage")}
    </Button>
  );
}

export function ModeButton() {
  const { t } = useTranslation("common");
  const { mode, toggle } = useMode();
  return <Button type="text" icon={mode === "dark" ? <SunOutlined /> : <MoonOutlined />} aria-label={t(mode === "dark" ? "shell.light" : "shell.dark")} onClick={toggle} />;
}
