import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

async function copy(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // pages that came over plain HTTP have no clipboard of their own
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation("common");
  const [done, setDone] = useState(false);
  return (
    <Button
      size="small"
      type="text"
      icon={done ? <CheckOutlined /> : <CopyOutlined />}
      aria-label={t("action.copy")}
      onClick={() => void copy(text).then(() => setDone(true))}
      onBlur={() => setDone(false)}
    />
  );
}

/** The command of the command line that does what the page does. */
export function Command({ children }: { children: string }) {
  return (
    <span className="command">
      <code>{children}</code>
      <CopyButton text={children} />
    </span>
  );
}
