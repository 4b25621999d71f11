import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import type { Tone } from "../ui/Status";

type Incident = Schemas["Incident"];

export const severityTone = (severity: Incident["severity"]): Tone => (severity === "minor" ? "warn" : "bad");

/** What has the fault, in words. */
export function useSubject() {
  const { t } = useTranslation("operator");
  return useCallback(
    (it: Incident) => t(`incidents.subject.${it.kind}`, { card: it.card, node: it.node, engine: it.engine }),
    [t],
  );
}
