import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { asProblem } from "../api/problem";

/** What went wrong, in words, with what to do about it. */
export function Refusal({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation("common");
  if (!error) return null;
  const problem = asProblem(error);
  const unreachable = problem.type === "unreachable";
  const detail = unreachable ? t("problem.unreachable") : problem.detail || problem.title;
  const hint = unreachable ? t("problem.unreachableHint") : problem.hint;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={detail}
      description={
        <>
          {hint && <div>{hint}</div>}
          {problem.field && problem.value !== undefined && (
            <div className="muted">
              {problem.field}: <code>{problem.value}</code>
            </div>
          )}
          {problem.requestId && <div className="muted">{t("problem.request", { id: problem.requestId })}</div>}
        </>
      }
      action={
        retry && (
          <Button size="small" onClick={retry}>
            {t("action.retry")}
          </Button>
        )
      }
    />
  );
}
