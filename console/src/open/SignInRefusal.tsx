import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { kindOf, ProblemError, type Problem } from "../api/problem";
import { useFormat } from "../ui/figures";
import { Refusal } from "../ui/Refusal";

const KNOWN = ["wrong-credentials", "wrong-code", "second-factor-required", "too-many-attempts"];

/** Why nobody was signed in, in the reader's words. */
export function SignInRefusal({ problem, wait }: { problem: Problem; wait: number }) {
  const { t } = useTranslation("open");
  const format = useFormat();
  const kind = kindOf(problem);
  if (!KNOWN.includes(kind)) return <Refusal error={new ProblemError(problem)} />;
  const waits = kind === "too-many-attempts" && wait > 0;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t(`signIn.refused.${kind}.title`)}
      description={waits ? <span aria-live="off">{t("signIn.waitFor", { time: format.duration(wait) })}</span> : t(`signIn.refused.${kind}.hint`)}
    />
  );
}
