import { Alert, App } from "antd";
import { useTranslation } from "react-i18next";
import { CodeForm } from "./CodeForm";
import { removeSecondFactor } from "./second-factor";

/** Takes the second factor away; a code shows that it is its owner who asks. */
export function Removing({ removed, cancel }: { removed: () => void; cancel: () => void }) {
  const { t } = useTranslation("account");
  const { message } = App.useApp();
  const remove = async (code: string) => {
    await removeSecondFactor(code);
    void message.success(t("factor.removed"));
    removed();
  };
  return (
    <div className="account-codes">
      <Alert type="warning" showIcon title={t("factor.removeTitle")} description={t("factor.removeText")} />
      <CodeForm label={t("factor.removeCode")} submit={t("factor.remove")} danger cancel={cancel} act={remove} />
    </div>
  );
}
