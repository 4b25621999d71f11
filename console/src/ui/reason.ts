import { useTranslation } from "react-i18next";

const BY = /^(?:cancelled|deleted|stopped) by (.+)$/;

/** The server's reason in the reader's words where it names who did it; any other as it is. */
export function useReason(): (reason: string | undefined | null) => string | undefined {
  const { t } = useTranslation("common");
  return (reason) => {
    const name = BY.exec(reason ?? "")?.[1];
    return name ? t("reason.by", { name }) : (reason ?? undefined);
  };
}
