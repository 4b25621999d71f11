import { UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { chooseOrganisation } from "../api/organisation";
import { useSignOut, type Me } from "../api/session";

/** Who one is, for whom one works, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const { t } = useTranslation("common");
  const go = useNavigate();
  const signOut = useSignOut();
  const others = me.organisations.filter((seat) => seat.id !== me.organisationId);
  const items = [
    { key: "who", disabled: true, label: `${me.email} · ${me.organisation}` },
    { type: "divider" as const },
    ...others.map((seat) => ({
      key: `org:${seat.id}`,
      label: t("shell.workFor", { name: seat.name }),
      onClick: () => {
        chooseOrganisation(seat.id);
        window.location.assign("/");
      },
    })),
    { key: "account", label: t("shell.account"), onClick: () => void go("/account") },
    { key: "public", label: t("shell.publicPage"), onClick: () => void go("/public") },
    { key: "out", label: t("shell.signOut"), onClick: () => void signOut() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" icon={<UserOutlined />} aria-label={t("shell.accountMenu", { name: me.name })}>
        <span className="shell-optional">{me.name}</span>
      </Button>
    </Dropdown>
  );
}
