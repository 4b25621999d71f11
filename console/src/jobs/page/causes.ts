import { useTranslation } from "react-i18next";

/** The words for how an attempt ended; a cause that has none is said as it is. */
export function useCause() {
  const { t, i18n } = useTranslation("jobs");
  const word = (group: string, key: string) => (i18n.exists(`jobs:${group}.${key}`) ? t(`${group}.${key}`) : key);
  return {
    cause: (cause: string) => word("cause", cause),
    blame: (blame: string) => word("blame", blame),
  };
}
