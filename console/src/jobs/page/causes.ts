import { useTranslation } from "react-i18next";

// what the exit code beside it says already
const ONLY_EXIT_CODE = /^The program ended with exit code -?\d+\.$/;

/** The words for how an attempt ended; a cause that has none is said as it is. */
export function useCause() {
  const { t, i18n } = useTranslation("jobs");
  const word = (group: string, key: string) => (i18n.exists(`jobs:${group}.${key}`) ? t(`${group}.${key}`) : key);
  return {
    cause: (cause: string, exitCode?: number) => (cause === "FAILED" && exitCode !== undefined ? t("attempts.withExit", { cause: word("cause", cause), code: exitCode }) : word("cause", cause)),
    blame: (blame: string) => word("blame", blame),
    detail: (detail: string | undefined) => (detail && !ONLY_EXIT_CODE.test(detail) ? detail : undefined),
  };
}
