import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { AddMember } from "./AddMember";
import { Frame } from "./Frame";
import { MemberDrawer } from "./MemberDrawer";
import { rolesOf } from "./roles";
import { RolesTable } from "./RolesTable";

type Member = Schemas["Member"];

const ROWS_PX = 480;

/** Who belongs to the organisation, as what, and what that means. */
export function MembersPage() {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const { get, set } = useAddress();
  const [shown, setShown] = useState<Member>();
  const administers = can(me, "ADMINISTER");
  const filters = useMemo(() => [{ key: "role", label: t("members.roles"), options: rolesOf(me.staff).map((role) => ({ value: role, label: t(`role.${role}`) })) }], [t, me.staff]);
  const columns = useMemo(
    (): Column<Member>[] => [
      { key: "name", title: t("members.name"), sort: "name", render: (it) => it.name + (it.id === me.personId ? t("you") : ""), width: "minmax(140px, 1fr)" },
      { key: "email", title: t("members.email"), sort: "email", render: (it) => it.email, width: "minmax(180px, 1.5fr)", wide: true },
      { key: "roles", title: t("members.roles"), render: (it) => it.roles.map((role) => t(`role.${role}`)).join(t("and")), width: "minmax(140px, 1fr)" },
      { key: "added", title: t("members.added"), sort: "addedAt", render: (it) => <When at={it.addedAt} />, width: 130, wide: true },
      {
        key: "act",
        title: t("members.act"),
        render: (it) => (
          <Button type="link" className="org-action" onClick={() => setShown(it)}>
            {t("members.manage")}
            <span className="sr-only"> {it.name}</span>
          </Button>
        ),
        width: 90,
      },
    ],
    [t, me.personId],
  );
  const add = (
    <Button type="primary" onClick={() => set({ add: "1" })}>
      {t("members.add")}
    </Button>
  );
  return (
    <Frame actions={administers && add} command="penstock member ls">
      {!administers && <p className="muted">{t("members.readOnly")}</p>}
      <ServerTable
        path="/v1/members"
        columns={administers ? columns : columns.filter((column) => column.key !== "act")}
        rowKey={(it) => it.id}
        filters={filters}
        search={t("members.search")}
        label={t("tab.members")}
        height={ROWS_PX}
        empty={<EmptyState title={t("members.none")} text={t("members.noneText")} action={administers && add} command="penstock member add EMAIL --name NAME --role MEMBER" />}
      />
      <RolesTable staff={me.staff} />
      {get("add") && administers && <AddMember close={() => set({ add: null })} />}
      {shown && <MemberDrawer key={shown.id} member={shown} close={() => setShown(undefined)} />}
    </Frame>
  );
}
