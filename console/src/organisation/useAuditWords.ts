import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { money } from "../ui/format";
import { calledIn } from "./audit-entry";

const SHORT = 12;

/** Checksums are shown whole only where there is room. */
const short = (value: string) => (/^[0-9a-f-]{32,}$/.test(value) ? `${value.slice(0, SHORT)}…` : value);

/** The log's codes in the reader's words; what has no word yet stays the code that it is. */
export function useAuditWords() {
  const { t, i18n } = useTranslation("organisation");
  return useMemo(() => {
    const word = (key: string, code: string) => (i18n.exists(`organisation:${key}`) ? t(key) : code);
    const field = (key: string) => word(`field.${key}`, key);
    const told = (key: string, value: string) => {
      if (key === "roles") return value.split(", ").map((role) => word(`role.${role}`, role)).join(t("and"));
      if (key === "kind") return word(`kind.${value}`, value);
      return key === "amountYuan" ? money(value, i18n.language) : value;
    };
    return {
      action: (code: string) => word(`action.${code}`, code),
      kind: (code: string) => word(`subject.${code}`, code),
      /** What an entry tells beside the name of its subject. */
      detail: (entry: { subjectId: string; detail: Record<string, string> }) => {
        const called = calledIn(entry);
        return Object.entries(entry.detail)
          .filter(([, value]) => value !== called)
          .map(([key, value]) => `${field(key)} ${short(told(key, value))}`)
          .join(t("and"));
      },
      field,
      told,
    };
  }, [t, i18n]);
}
