import { DownloadOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { App, Button, Select, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { useFormat } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { saveText } from "../ui/save";
import { Lines } from "./Lines";
import { monthAfter, monthOf, monthsUpTo, nameOf } from "./months";
import { useSubjects } from "./names";
import { Spend } from "./Spend";
import { csvOf, type Line } from "./statement";

const PAGE = 200;
const MONTHS = 24;

async function pageOf(month: string, cursor: string | undefined): Promise<Schemas["StatementView"]> {
  return (await api.GET("/v1/statement", { params: { query: { month, limit: PAGE, cursor } } })).data as Schemas["StatementView"];
}

/** A month: what was spent on which day and for what, and every line of it. */
export function Statement({ month }: { month: string }) {
  const { t } = useTranslation("billing");
  const subjects = useSubjects();
  const pages = useInfiniteQuery({
    queryKey: ["get", "/v1/statement", { month, pages: true }],
    queryFn: ({ pageParam }) => pageOf(month, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const lines = pages.data?.pages.flatMap((page) => page.lines) ?? [];
  const total = pages.data?.pages[0]?.totalYuan ?? "0";
  return (
    <div className="bill-month">
      <MonthPicker month={month} />
      <Refusal error={pages.error} retry={() => void pages.refetch()} />
      {pages.isPending && <Spin />}
      {pages.data && lines.length === 0 && <EmptyState title={t("statement.none")} text={t("statement.noneText")} command="penstock job submit samples/digits/job.yaml --follow" />}
      {lines.length > 0 && (
        <>
          <Spend month={month} />
          <Section title={t("statement.lines")} actions={<Download month={month} nameOf={(line) => subjects(line).name} />}>
            <p className="muted bill-how">{t("statement.how")}</p>
            <Lines lines={lines} total={total} whole={!pages.hasNextPage} subjects={subjects} />
            {pages.hasNextPage && (
              <p className="bill-more">
                <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                  {t("statement.more", { count: lines.length })}
                </Button>
              </p>
            )}
          </Section>
        </>
      )}
    </div>
  );
}

function MonthPicker({ month }: { month: string }) {
  const { t } = useTranslation("billing");
  const { set } = useAddress();
  const { locale } = useFormat();
  const current = monthOf(Date.now());
  const choose = (chosen: string) => set({ month: chosen === current ? null : chosen, line: null });
  const months = monthsUpTo(current, MONTHS);
  const options = (months.includes(month) ? months : [month, ...months]).map((each) => ({ value: each, label: nameOf(each, locale) }));
  return (
    <div className="bill-months">
      <Button type="text" icon={<LeftOutlined />} aria-label={t("statement.before")} onClick={() => choose(monthAfter(month, -1))} />
      <Select aria-label={t("statement.month")} value={month} options={options} onChange={choose} popupMatchSelectWidth={false} />
      <Button type="text" icon={<RightOutlined />} aria-label={t("statement.after")} disabled={month >= current} onClick={() => choose(monthAfter(month, 1))} />
      {month === current && <span className="muted">{t("statement.open")}</span>}
    </div>
  );
}

function Download({ month, nameOf: named }: { month: string; nameOf: (line: Line) => string }) {
  const { t } = useTranslation("billing");
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    setBusy(true);
    try {
      const all: Line[] = [];
      let cursor: string | undefined;
      do {
        const page = await pageOf(month, cursor);
        all.push(...page.lines);
        cursor = page.next;
      } while (cursor);
      saveText(`penstock-${month}.csv`, csvOf(all, named));
      void message.success(t("statement.saved", { count: all.length }));
    } catch (error) {
      void message.error(asProblem(error).detail || t("common:problem.unreachable"));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon={<DownloadOutlined />} loading={busy} onClick={() => void download()}>
      CSV
    </Button>
  );
}
