import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { When } from "../ui/figures";
import { Facts } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { keeperOf, whyNotTouch, type Role } from "./roles";
import { RolesField } from "./RolesField";

type Member = Schemas["Member"];

/** One member: other roles for them, or none at all. What one may not do says why. */
export function MemberDrawer({ member, close }: { member: Member; close: () => void }) {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const [roles, setRoles] = useState<Role[]>(member.roles);
  const acts = useActs(member, close);
  const why = useWhyNot(member);
  const untouchable = why !== undefined && why !== "last";
  const keeper = keeperOf(me.staff);
  const same = roles.length === member.roles.length && roles.every((role) => member.roles.includes(role));
  const losesKeeper = why === "last" && !roles.includes(keeper);
  return (
    <Drawer open size={420} title={member.name + (member.id === me.personId ? t("you") : "")} closable={{ "aria-label": t("common:action.close") }} onClose={close}>
      <div className="org-side">
        <Facts
          items={[
            [t("members.email"), member.email],
            [t("members.added"), <When key="added" at={member.addedAt} absolute />],
          ]}
        />
        {why && <p className="muted" role="note">{t(`member.why.${why}`, { name: member.name, role: t(`role.${keeper}`) })}</p>}
        <RolesField value={roles} change={setRoles} disabled={untouchable} error={roles.length === 0 ? t("member.needsOne") : undefined} />
        <Refusal error={acts.change.error} />
        <div>
          <Button type="primary" disabled={untouchable || same || roles.length === 0 || losesKeeper} loading={acts.change.isPending} onClick={() => acts.change.mutate(roles)}>
            {t("member.save")}
          </Button>
        </div>
        {can(me, "AUDIT") && <Link to={`/organisation/audit?actor=${member.id}`}>{t("member.audit")}</Link>}
        <div className="org-danger">
          <p className="muted">{t("member.removeNote")}</p>
          <Button danger disabled={why !== undefined} onClick={acts.askRemove}>
            {t("member.remove")}
          </Button>
          <Refusal error={acts.remove.error} />
        </div>
      </div>
    </Drawer>
  );
}

/** Why a member can't be removed: the server would refuse, too. */
function useWhyNot(member: Member): "owner" | "beyond" | "last" | undefined {
  const me = useMe();
  const keeper = keeperOf(me.staff);
  const keepers = query.useQuery("get", "/v1/members", { params: { query: { role: keeper, limit: 2 } } });
  const isLast = member.roles.includes(keeper) && keepers.data?.items.length === 1;
  return whyNotTouch(me, member) ?? (isLast ? "last" : undefined);
}

function useActs(member: Member, close: () => void) {
  const { t } = useTranslation("organisation");
  const { message, modal } = App.useApp();
  const me = useMe();
  const queries = useQueryClient();
  const { id, name } = member;
  const done = (words: string) => {
    void message.success(words);
    void queries.invalidateQueries({ queryKey: ["get", "/v1/members"] });
    if (id === me.personId) void queries.invalidateQueries({ queryKey: ["get", "/v1/me"] });
    close();
  };
  const change = useMutation({
    mutationFn: (roles: Role[]) => api.PUT("/v1/members/{id}", { params: { path: { id } }, body: { roles } }),
    onSuccess: () => done(t("member.changed", { name })),
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE("/v1/members/{id}", { params: { path: { id } } }),
    onSuccess: () => done(t("member.removed", { name })),
  });
  const askRemove = () =>
    modal.confirm({
      title: t("member.removeTitle", { name, organisation: me.organisation }),
      content: t("member.removeText"),
      okText: t("member.remove"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: () => remove.mutateAsync().catch(() => undefined),
    });
  return { change, remove, askRemove };
}
