import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { EmptyState } from "../ui/EmptyState";
import { useFormat, When } from "../ui/figures";
import { DateRange, useDateRange } from "../ui/table/DateRange";
import { ServerTable, type Column } from "../ui/table/ServerTable";
import { Exact } from "./Exact";
import { useSubjects, type Subject } from "./names";

type Transfer = Schemas["TransferView"];

const KINDS = ["top-up", "hold", "capture", "release"] as const;

/** Every movement of the organisation's money, the newest first. */
export function Transfers() {
  const { t } = useTranslation("billing");
  const subjects = useSubjects();
  const range = useDateRange();
  const asked = useMemo(() => ({ sort: "-createdAt", ...range }), [range]);
  const filters = useMemo(() => [{ key: "kind", label: t("transfer.kindLabel"), options: KINDS.map((kind) => ({ value: kind, label: t(`transfer.kind.${kind}`) })) }], [t]);
  const columns = useMemo<Column<Transfer>[]>(
    () => [
      { key: "at", title: t("transfer.at"), sort: "createdAt", render: (row) => <When at={row.createdAt} absolute />, width: 170 },
      { key: "kind", title: t("transfer.kindLabel"), render: (row) => t(`transfer.kind.${row.kind}`), width: 90 },
      { key: "for", title: t("transfer.for"), render: (row) => <For transfer={row} subjects={subjects} />, width: "minmax(140px, 1.4fr)", wide: true },
      { key: "way", title: t("transfer.way"), render: (row) => `${t(`account.${row.debit}`)} → ${t(`account.${row.credit}`)}`, width: "minmax(130px, 1fr)", wide: true },
      { key: "amount", title: t("transfer.amount"), align: "right", render: (row) => <Exact yuan={row.amountYuan} />, width: 150 },
    ],
    [t, subjects],
  );
  return (
    <ServerTable
      path="/v1/transfers"
      query={asked}
      columns={columns}
      rowKey={(row) => row.id}
      filters={filters}
      search={t("transfer.search")}
      toolbar={<DateRange />}
      label={t("tab.transfers")}
      empty={<EmptyState title={t("transfer.none")} text={t("transfer.noneText")} />}
    />
  );
}

function For({ transfer, subjects }: { transfer: Transfer; subjects: (charged: { resource: string }) => Subject }) {
  const { locale } = useFormat();
  if (transfer.reference) return <span lang={locale}>{transfer.reference}</span>;
  if (!transfer.resource) return null;
  const subject = subjects({ resource: transfer.resource });
  return <Link to={subject.to}>{subject.name}</Link>;
}
