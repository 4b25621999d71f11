import { CheckOutlined, MinusOutlined } from "@ant-design/icons";
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../ui/Page";
import { RIGHTS, rightsOf, rolesOf } from "./roles";

/** Every role against every right, so that nobody has to guess. */
export function RolesTable({ staff }: { staff: boolean }) {
  const { t } = useTranslation("organisation");
  const rights = rightsOf(staff);
  return (
    <Section title={t("roles.title")}>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("roles.title")}>
        <table className="plain org-roles" style={{ "--rights": rights.length } as CSSProperties}>
          <thead>
            <tr>
              <th scope="col">{t("roles.role")}</th>
              {rights.map((right) => (
                <th key={right} scope="col" title={t(`permission.${right}`)}>
                  {t(`short.${right}`)}
                </th>
              ))}
              <th scope="col" className="org-role-text">
                <span className="sr-only">{t("audit.detail")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rolesOf(staff).map((role) => (
              <tr key={role}>
                <th scope="row">{t(`role.${role}`)}</th>
                {rights.map((right) => (
                  <td key={right}>
                    {RIGHTS[role].includes(right) ? <CheckOutlined aria-hidden="true" className="org-yes" /> : <MinusOutlined aria-hidden="true" className="muted" />}
                    <span className="sr-only">{RIGHTS[role].includes(right) ? t("roles.yes") : t("roles.no")}</span>
                  </td>
                ))}
                <td className="org-role-text">{t(`roleText.${role}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted org-note">{t("roles.note")}</p>
    </Section>
  );
}
