import { Button } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { saveText } from "../ui/save";
import { Section } from "../ui/Page";
import { CopyButton } from "../ui/Copy";
import type { YamlFault } from "./spec/yaml";

interface Props {
  text: string;
  fault?: YamlFault;
  /** A line that the server refused, and what it said. */
  refused?: { line: number; text: string };
  change: (text: string) => void;
}

const LEAST_LINES = 18;

/** The specification as YAML, with a mark at the line that is wrong. */
export function YamlPane({ text, fault, refused, change }: Props) {
  const { t } = useTranslation("jobs");
  const id = useId();
  const lines = text.split("\n");
  const wrong = fault?.line ?? refused?.line;
  const said = fault ? t("yaml.fault", { line: fault.line, reason: fault.reason }) : refused ? t("yaml.refused", { line: refused.line, reason: refused.text }) : undefined;
  const actions = (
    <>
      <CopyButton text={text} />
      <Button size="small" onClick={() => saveText("job.yaml", text, "application/yaml")}>
        {t("yaml.download")}
      </Button>
    </>
  );
  return (
    <Section title="YAML" actions={actions}>
      <div className={`yaml ${wrong ? "yaml-wrong" : ""}`}>
        <ol className="yaml-lines" aria-hidden="true">
          {lines.map((_, index) => (
            <li key={index} className={wrong === index + 1 ? "yaml-mark" : undefined}>
              {wrong === index + 1 ? `▲ ${index + 1}` : index + 1}
            </li>
          ))}
        </ol>
        <textarea
          className="yaml-text mono"
          aria-label={t("yaml.label")}
          aria-invalid={Boolean(said)}
          aria-describedby={`${id}-said ${id}-help`}
          rows={Math.max(LEAST_LINES, lines.length + 1)}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </div>
      <p id={`${id}-said`} className="yaml-said" role="status">
        {said}
      </p>
      <p id={`${id}-help`} className="muted">
        {fault ? t("yaml.faultHelp") : t("yaml.help")}
      </p>
    </Section>
  );
}
