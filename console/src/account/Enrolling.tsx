import { QRCode } from "antd";
import { useTranslation } from "react-i18next";
import { Command } from "../ui/Copy";
import { CodeForm } from "./CodeForm";
import { confirmEnrolment, type Enrolment } from "./second-factor";

/** Puts the secret into a phone and proves that it is there. */
export function Enrolling({ enrolment, confirmed, cancel }: { enrolment: Enrolment; confirmed: (recoveryCodes: string[]) => void; cancel: () => void }) {
  const { t } = useTranslation("account");
  return (
    <div className="account-enrol">
      <ol className="account-steps">
        <li>{t("factor.step.app")}</li>
        <li>
          {t("factor.step.scan")}
          <div className="account-qr" aria-hidden="true">
            {/* the secret below says the same; scanners want dark on light, whatever the theme */}
            <QRCode type="svg" value={enrolment.uri} size={168} color="black" bgColor="white" bordered={false} />
          </div>
          <p className="muted">
            {t("factor.byHand")} <Command>{enrolment.secret}</Command>
          </p>
        </li>
        <li>
          {t("factor.step.code")}
          <CodeForm label={t("factor.code")} submit={t("factor.confirm")} cancel={cancel} act={async (code) => confirmed((await confirmEnrolment(code)).recoveryCodes)} />
        </li>
      </ol>
    </div>
  );
}
