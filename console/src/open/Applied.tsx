import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { OpenFrame } from "./OpenFrame";

const STEPS = ["review", "topUp", "try"] as const;

/** The application is in: who acts next, and how its author sees that. */
export function Applied({ name, email }: { name: string; email: string }) {
  const { t } = useTranslation("open");
  return (
    <OpenFrame narrow title={t("applied.title")}>
      <section className="open-card" role="status">
        <div>
          <h1>{t("applied.title")}</h1>
          <p className="open-lead">{t("applied.lead", { name })}</p>
        </div>
        <ol className="open-next">
          {STEPS.map((step) => (
            <li key={step}>
              <div>
                {t(`applied.${step}`)}
                <span>{t(`applied.${step}Text`)}</span>
              </div>
            </li>
          ))}
        </ol>
        <Button type="primary" block href="/sign-in">
          {t("applied.signIn")}
        </Button>
        <p className="open-lead">{t("applied.signInText", { email })}</p>
      </section>
    </OpenFrame>
  );
}
