import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { useNow, When } from "../ui/figures";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { actionsFor, calledIn, pageOf, since, SPANS } from "./audit-entry";
import { EntryDrawer } from "./EntryDrawer";
import { Frame } from "./Frame";
import { useAuditWords } from "./useAuditWords";

type Entry = Schemas["AuditEntry"];

const MOST = 500;

/** The command line has no word for the log. */
const COMMAND = 'curl -H "Authorization: Bearer $PENSTOCK_KEY" $PENSTOCK_URL/v1/audit';

/** Who did what in the organisation, and when. */
export function AuditPage() {
  const { t } = useTranslation("organisation");
  const may = can(useMe(), "AUDIT");
  return <Frame command={may ? COMMAND : undefined}>{may ? <Log /> : <EmptyState title={t("audit.refused")} text={t("audit.refusedText")} />}</Frame>;
}

function Log() {
  const { t } = useTranslation("organisation");
  const words = useAuditWords();
  const [shown, setShown] = useState<Entry>();
  const columns = useColumns(setShown);
  const filters = useFilters();
  const { get, set } = useAddress();
  const days = get("days");
  // a minute is fine enough for days: the list stays what it was until then
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const asked = useMemo(() => ({ from: since(days, minute) }), [days, minute]);
  const span = (
    <Select
      allowClear
      aria-label={t("audit.span")}
      placeholder={t("audit.span")}
      className="org-span"
      value={days}
      options={SPANS.map((each) => ({ value: String(each), label: t("audit.days", { count: each }) }))}
      onChange={(value: string | undefined) => set({ days: value })}
    />
  );
  return (
    <>
      <ServerTable
        path="/v1/audit"
        query={asked}
        columns={columns}
        rowKey={(entry) => entry.id}
        filters={filters}
        toolbar={span}
        search={t("audit.search")}
        label={t("tab.audit")}
        empty={days ? <EmptyState title={t("common:list.noMatch")} action={<Button onClick={() => set({ days: null })}>{t("common:list.clear")}</Button>} /> : <EmptyState title={t("audit.none")} text={t("audit.noneText")} />}
      />
      {shown && <EntryDrawer entry={shown} title={words.action(shown.action)} close={() => setShown(undefined)} />}
    </>
  );
}

function useFilters() {
  const { t } = useTranslation("organisation");
  const words = useAuditWords();
  const { staff } = useMe();
  const members = query.useQuery("get", "/v1/members", { params: { query: { limit: MOST } } });
  return useMemo(
    () => [
      { key: "action", label: t("audit.action"), options: actionsFor(staff).map((action) => ({ value: action, label: words.action(action) })) },
      { key: "actor", label: t("audit.who"), options: members.data?.items.map((each) => ({ value: each.id, label: each.name })) ?? [] },
    ],
    [t, words, staff, members.data],
  );
}

function useColumns(show: (entry: Entry) => void): Column<Entry>[] {
  const { t } = useTranslation("organisation");
  const words = useAuditWords();
  return useMemo(
    (): Column<Entry>[] => [
      { key: "at", title: t("audit.at"), sort: "at", render: (entry) => <At instant={entry.at} />, width: 175 },
      {
        key: "who",
        title: t("audit.who"),
        render: (entry) => (
          <>
            {entry.personName} {entry.keyId && <span className="muted">{t("audit.byKey")}</span>}
          </>
        ),
        width: "minmax(120px, 1fr)",
      },
      {
        key: "action",
        title: t("audit.action"),
        render: (entry) => (
          <Button type="link" className="org-action" title={t("audit.open", { action: words.action(entry.action) })} onClick={() => show(entry)}>
            {words.action(entry.action)}
          </Button>
        ),
        width: 170,
      },
      { key: "subject", title: t("audit.subject"), render: (entry) => <Subject entry={entry} />, width: "minmax(160px, 1.5fr)", wide: true },
      { key: "detail", title: t("audit.detail"), render: (entry) => <span className="muted" title={words.detail(entry)}>{words.detail(entry)}</span>, width: "minmax(140px, 2fr)", wide: true },
    ],
    [t, words, show],
  );
}

/** To the second, where there is room for that. */
function At({ instant }: { instant: string }) {
  return (
    <>
      <span className="org-at-wide">
        <When at={instant} absolute />
      </span>
      <span className="org-at-narrow">
        <When at={instant} />
      </span>
    </>
  );
}

function Subject({ entry }: { entry: Entry }) {
  const words = useAuditWords();
  const to = pageOf(entry);
  const called = calledIn(entry);
  // who signs in or changes a password is the one who did it
  if (entry.subjectId === entry.personId) return <span className="muted">–</span>;
  return (
    <span title={entry.subjectId}>
      {words.kind(entry.subjectKind)} {to ? <Link to={to}>{called}</Link> : called}
    </span>
  );
}
