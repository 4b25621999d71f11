import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { useMe } from "../api/session";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { useNow, When } from "../ui/figures";
import type { Filter } from "../ui/table/FilterBar";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { actionsFor, calledIn, pageOf, since, SPANS } from "./audit-entry";
import { EntryDrawer } from "./EntryDrawer";
import { useAuditWords } from "./useAuditWords";
import "./organisation.css";

type Entry = Schemas["AuditEntry"];

interface Props {
  path: "/v1/audit" | "/v1/operator/audit";
  /** Beside the choice of the action. */
  filters: Filter[];
  /** Whose an entry is, where the log is of more than one organisation. */
  whose?: Column<Entry>;
}

/** A log of who did what: one organisation's, or the whole centre's. */
export function AuditLog({ path, filters: more, whose }: Props) {
  const { t } = useTranslation("organisation");
  const words = useAuditWords();
  const [shown, setShown] = useState<Entry>();
  const columns = useColumns(setShown, whose, path === "/v1/audit");
  const { staff } = useMe();
  const filters = useMemo(
    () => [{ key: "action", label: t("audit.action"), options: actionsFor(staff).map((action) => ({ value: action, label: words.action(action) })) }, ...more],
    [t, words, staff, more],
  );
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
        path={path}
        above={path === "/v1/audit" ? 54 : 0}
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

function useColumns(show: (entry: Entry) => void, whose: Column<Entry> | undefined, own: boolean): Column<Entry>[] {
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
      ...(whose ? [whose] : []),
      { key: "subject", title: t("audit.subject"), render: (entry) => <Subject entry={entry} own={own} />, width: "minmax(160px, 1.5fr)", wide: true },
      { key: "detail", title: t("audit.detail"), render: (entry) => <span className="muted" title={words.detail(entry)}>{words.detail(entry)}</span>, width: "minmax(140px, 2fr)", wide: true },
    ],
    [t, words, show, whose, own],
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

/** What it was done to; only one's own has a page to go to. */
function Subject({ entry, own }: { entry: Entry; own: boolean }) {
  const words = useAuditWords();
  const to = own ? pageOf(entry) : undefined;
  const called = calledIn(entry);
  // who signs in or changes a password is the one who did it
  if (entry.subjectId === entry.personId) return <span className="muted">–</span>;
  return (
    <span title={entry.subjectId}>
      {words.kind(entry.subjectKind)} {to ? <Link to={to}>{called}</Link> : called}
    </span>
  );
}
