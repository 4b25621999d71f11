import { Alert, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/session";
import { changeLanguage, type Language } from "../i18n";
import { useAddress } from "../ui/address";
import { useMode } from "../ui/mode";
import { Facts, Page, Section } from "../ui/Page";
import { PasswordSection } from "./PasswordSection";
import { SecondFactorSection } from "./SecondFactorSection";
import "./account.css";

/** One's own account: who one is, how one signs in, and how the console looks. */
export function AccountPage() {
  const { t } = useTranslation("account");
  const me = useMe();
  const { get } = useAddress();
  const first = get("first") === "1" && me.mustChangePassword;
  return (
    <Page title={t("title")} command="penstock login">
      {first && <Alert type="info" showIcon title={t("first.title")} description={t("first.text")} />}
      <div className="account">
        <PasswordSection first={first} />
        <SecondFactorSection />
        <Section title={t("who.title")}>
          <Facts
            items={[
              [t("who.name"), me.name],
              [t("who.email"), me.email],
              [
                t("who.seats"),
                <ul className="account-seats" key="seats">
                  {me.organisations.map((seat) => (
                    <li key={seat.id}>
                      {seat.name} <span className="muted">{seat.roles.map((role) => t(`role.${role}`)).join(t("and"))}</span>
                    </li>
                  ))}
                </ul>,
              ],
            ]}
          />
        </Section>
        <Looks />
      </div>
    </Page>
  );
}

function Looks() {
  const { t, i18n } = useTranslation("account");
  const { mode, toggle } = useMode();
  return (
    <Section title={t("looks.title")}>
      <div className="account-looks">
        <span id="account-language">{t("looks.language")}</span>
        <Segmented
          aria-labelledby="account-language"
          value={i18n.language}
          options={[
            { value: "zh-CN", label: <span lang="zh-CN">{t("looks.chinese")}</span> },
            { value: "en", label: <span lang="en">English</span> },
          ]}
          onChange={(value) => void changeLanguage(value as Language)}
        />
        <span id="account-theme">{t("looks.theme")}</span>
        <Segmented
          aria-labelledby="account-theme"
          value={mode}
          options={[
            { value: "light", label: t("looks.light") },
            { value: "dark", label: t("looks.dark") },
          ]}
          onChange={(value) => value !== mode && toggle()}
        />
      </div>
      <p className="muted account-note">{t("looks.note")}</p>
    </Section>
  );
}
