import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { api, query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Section } from "../ui/Page";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Frame } from "./Frame";
import { KeyUse } from "./KeyUse";
import { NewKey } from "./NewKey";
import { scopesFor } from "./roles";

type Key = Schemas["ApiKey"];

const ROWS_PX = 480;
const MOST = 500;
const LIVE = { live: true };

/** The keys by which programs act for people. */
export function KeysPage() {
  const { t } = useTranslation("organisation");
  const administers = can(useMe(), "ADMINISTER");
  const { get, set } = useAddress();
  const columns = useColumns();
  const filters = useMemo(() => [{ key: "live", label: t("keys.live"), options: [{ value: "false", label: t("keys.all") }] }], [t]);
  const create = (
    <Button type="primary" onClick={() => set({ create: "1" })}>
      {t("keys.create")}
    </Button>
  );
  return (
    <Frame actions={create} command="penstock key ls">
      {!administers && <p className="muted">{t("keys.own")}</p>}
      <ServerTable
        path="/v1/keys"
        query={LIVE}
        columns={columns}
        rowKey={(it) => it.id}
        filters={filters}
        search={t("keys.search")}
        label={t("tab.keys")}
        height={ROWS_PX}
        narrowed
        empty={<EmptyState title={t("keys.none")} text={t("keys.noneText")} action={create} command="penstock key create pipeline --scope submit --expires-in-days 90" />}
      />
      <Section title={t("use.title")}>
        <KeyUse />
      </Section>
      {get("create") && <NewKey close={() => set({ create: null })} />}
    </Frame>
  );
}

function useColumns(): Column<Key>[] {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const members = query.useQuery("get", "/v1/members", { params: { query: { limit: MOST } } });
  const names = useMemo(() => new Map(members.data?.items.map((each) => [each.id, each.name])), [members.data]);
  return useMemo(
    (): Column<Key>[] => [
      { key: "name", title: t("keys.name"), sort: "name", render: (it) => <span title={it.name}>{it.name}</span>, width: "minmax(140px, 1.5fr)" },
      { key: "prefix", title: t("keys.prefix"), render: (it) => <code>{it.prefix}…</code>, width: 120, wide: true },
      { key: "person", title: t("keys.person"), render: (it) => (names.get(it.personId) ?? "–") + (it.personId === me.personId ? t("you") : ""), width: 130, wide: true },
      { key: "scopes", title: t("keys.scopes"), render: (it) => <Scopes of={it} />, width: "minmax(120px, 1fr)", wide: true },
      { key: "used", title: t("keys.used"), render: (it) => (it.lastUsedAt ? <When at={it.lastUsedAt} /> : <span className="muted">{t("keys.never")}</span>), width: 110 },
      { key: "expires", title: t("keys.expires"), render: (it) => <Expires of={it} />, width: 180, wide: true },
      { key: "act", title: t("keys.act"), render: (it) => (it.revokedAt ? <span className="muted">{t("keys.revokedAt")}</span> : <Revoke of={it} />), width: 90 },
    ],
    [t, names, me.personId],
  );
}

/** What the key may do; nothing is narrowed where it has all that a person of the organisation can use. */
function Scopes({ of }: { of: Key }) {
  const { t } = useTranslation("organisation");
  const mine = scopesFor(useMe().permissions);
  if (mine.every((scope) => of.scopes.includes(scope)) && of.scopes.includes("operate")) return <>{t("keys.allScopes")}</>;
  const words = of.scopes.map((scope) => t(`scope.${scope}`)).join(t("and"));
  return <span title={words}>{words}</span>;
}

function Expires({ of }: { of: Key }) {
  const { t } = useTranslation("organisation");
  if (!of.expiresAt) return <span className="muted">{t("keys.forever")}</span>;
  if (Date.parse(of.expiresAt) < Date.now()) return <span className="muted">{t("keys.expired")}</span>;
  return <When at={of.expiresAt} absolute />;
}

function Revoke({ of: { id, name } }: { of: Key }) {
  const { t } = useTranslation("organisation");
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api.DELETE("/v1/keys/{id}", { params: { path: { id } } }),
    onSuccess: () => {
      void message.success(t("keys.revoked", { name }));
      void queries.invalidateQueries({ queryKey: ["get", "/v1/keys"] });
    },
    onError: (error) => void message.error(asProblem(error).detail || t("common:problem.unreachable")),
  });
  const ask = () =>
    modal.confirm({
      title: t("keys.revokeTitle", { name }),
      content: t("keys.revokeText"),
      okText: t("keys.revoke"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: () => revoke.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="link" danger className="org-action" onClick={ask}>
      {t("keys.revoke")}
      <span className="sr-only"> {name}</span>
    </Button>
  );
}
