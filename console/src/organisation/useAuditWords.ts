import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { calledIn } from "./audit-entry";

/** The log's codes in the reader's words; what has no word yet stays the code that it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation("organisation");
  return useMemo(() => {
    const word = (key: string, code: string) => (i18n.exists(`organisation:${key}`) ? t(key) : code);
    return {
      action: (code: string) => word(`action.${code}`, code),
      kind: (code: string) => word(`subject.${code}`, code),
      /** What an entry tells beside the name of its subject. */
      detail: (entry: { subjectId: string; detail: Record<string, string> }) => {
        const called = calledIn(entry);
        return Object.entries(entry.detail)
          .filter(([, value]) => value !== called)
          .map(([key, value]) => `${key} ${value}`)
          .join(", ");
      },
    };
  }, [t, i18n]);
}
