import { Checkbox } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../api/session";
import { rolesOf, whyNotGive, type Role } from "./roles";

interface Props {
  value: Role[];
  change: (roles: Role[]) => void;
  error?: string;
  disabled?: boolean;
}

/** The roles of somebody, each with what it is for; those that one may not give say why. */
export function RolesField({ value, change, error, disabled }: Props) {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const toggle = (role: Role, on: boolean) => change(on ? [...value, role] : value.filter((each) => each !== role));
  return (
    <fieldset className="org-choices">
      <legend>{t("members.roles")}</legend>
      {rolesOf(me.staff).map((role) => {
        const why = whyNotGive(me, role);
        return (
          <Checkbox key={role} checked={value.includes(role)} disabled={disabled || why !== undefined} onChange={(event) => toggle(role, event.target.checked)}>
            {t(`role.${role}`)}
            <span className="org-choice-text">
              {t(`roleText.${role}`)}
              {!disabled && why === "owner" && ` ${t("member.ownerOnly")}`}
              {!disabled && why === "beyond" && ` ${t("member.beyondOne")}`}
            </span>
          </Checkbox>
        );
      })}
      {error && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
}
