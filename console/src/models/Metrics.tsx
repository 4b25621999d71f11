import { useTranslation } from "react-i18next";
import { Figure, Figures } from "../ui/Page";
import { metricText, ordered } from "./metrics";

/** What the job last measured of the version. */
export function Metrics({ metrics }: { metrics: Record<string, number> }) {
  const { i18n } = useTranslation("models");
  const shown = ordered(metrics);
  if (shown.length === 0) return null;
  return (
    <Figures>
      {shown.map(([name, value]) => (
        <Figure key={name} label={name} value={metricText(value, i18n.language)} />
      ))}
    </Figures>
  );
}
