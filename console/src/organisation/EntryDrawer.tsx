import { Drawer } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { When } from "../ui/figures";
import { Facts } from "../ui/Page";
import { useAuditWords } from "./useAuditWords";

/** All that is recorded of one act. */
export function EntryDrawer({ entry, title, close }: { entry: Schemas["AuditEntry"]; title: string; close: () => void }) {
  const { t } = useTranslation("organisation");
  const words = useAuditWords();
  const code = (text: string) => <span className="mono">{text}</span>;
  return (
    <Drawer open size={420} title={title} closable={{ "aria-label": t("common:action.close") }} onClose={close}>
      <Facts
        items={[
          [t("audit.at"), <When key="at" at={entry.at} absolute />],
          [t("audit.who"), entry.personName],
          [t("audit.key"), entry.keyId && code(entry.keyId)],
          [t("audit.code"), code(entry.action)],
          [t("audit.subject"), words.kind(entry.subjectKind)],
          [t("audit.subjectId"), code(entry.subjectId)],
          ...Object.entries(entry.detail).map(([key, value]): [string, ReactNode] => [words.field(key), words.told(key, value)]),
          [t("audit.id"), code(entry.id)],
        ]}
      />
    </Drawer>
  );
}
