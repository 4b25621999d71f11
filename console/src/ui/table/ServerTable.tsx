import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button, Spin } from "antd";
import { memo, useEffect, useMemo, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "../../api/client";
import type { paths } from "../../api/schema";
import { useAddress } from "../address";
import { Refusal } from "../Refusal";
import { FilterBar, type Filter } from "./FilterBar";

/** The addresses of the API that answer lists. */
export type ListPath = {
  [P in keyof paths]: ItemOf<P> extends never ? never : P;
}[keyof paths];

/** What a list's rows are. */
export type ItemOf<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": { items: (infer T)[] } } } } };
}
  ? T
  : never;

export interface Column<T> {
  key: string;
  title: string;
  render: (row: T) => ReactNode;
  /** The server's name for this order; without it the column can't be sorted by. */
  sort?: string;
  align?: "right";
  /** Pixels, or a share of what is left as "2fr". */
  width?: number | string;
  /** Left out where a phone shows the list. */
  wide?: boolean;
}

interface Props<P extends ListPath> {
  path: P;
  /** What is in the address's braces. */
  pathParams?: Record<string, string>;
  /** Always sent, beside what the reader filters. */
  query?: Record<string, string | number | boolean | string[] | undefined>;
  columns: Column<ItemOf<P>>[];
  rowKey: (row: ItemOf<P>) => string;
  /** Where a row leads. */
  to?: (row: ItemOf<P>) => string;
  onRow?: (row: ItemOf<P>) => void;
  filters?: Filter[];
  /** Whether the list can be searched by words; its placeholder. */
  search?: string;
  empty: ReactNode;
  label: string;
  /** Pixels; without it the list takes what the window leaves. */
  height?: number;
  /** Pixels of what stands above the list beside the page's head and the filters. */
  above?: number;
  toolbar?: ReactNode;
  /** Whether the list leaves out something until a filter asks for it: then the filters stay where it is empty. */
  narrowed?: boolean;
}

const PAGE = 100;
const ROW = 40;
/** What a page has around its list, in pixels: the bar, the head, the filters, the foot. */
const AROUND = 268;
/** So many rows are counted at a glance. */
const FEW = 5;

interface Page<T> {
  items: T[];
  next?: string;
}

async function loadPage<T>(path: string, pathParams: object, query: object): Promise<Page<T>> {
  const get = api.GET as unknown as (path: string, init: object) => Promise<{ data: Page<T> }>;
  return (await get(path, { params: { path: pathParams, query } })).data;
}

/**
 * A list as the server filters, sorts and pages it. Only the rows in view are in the document, so
 * that ten thousand scroll as well as ten; what is filtered and sorted by is in the page's address.
 */
export function ServerTable<P extends ListPath>(props: Props<P>) {
  const { path, pathParams = {}, query = {}, columns, rowKey, to, onRow, filters = [], search, empty, label, toolbar } = props;
  const { t } = useTranslation("common");
  const { get, set } = useAddress();
  const sort = get("sort");
  const asked = useMemo(() => {
    const chosen: Record<string, unknown> = { ...query, limit: PAGE };
    for (const filter of filters) chosen[filter.key] = get(filter.key) ?? query[filter.key];
    if (search) chosen.q = get("q");
    if (sort) chosen.sort = sort;
    return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined && value !== ""));
  }, [query, filters, search, sort, get]);

  const list = useInfiniteQuery({
    queryKey: ["get", path, { params: { path: pathParams, query: asked } }],
    queryFn: ({ pageParam }) => loadPage<ItemOf<P>>(path, pathParams, { ...asked, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);

  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - PAGE / 2) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  // where there is nothing to narrow, nothing offers to
  const filtered = Boolean(get("q")) || filters.some((filter) => get(filter.key));
  const nothing = !list.isPending && !list.error && rows.length === 0 && !filtered && !toolbar && !props.narrowed;
  const template = columns.map((column) => (typeof column.width === "number" ? `${column.width}px` : (column.width ?? "minmax(120px, 1fr)"))).join(" ");
  const least = columns.reduce((sum, column) => sum + leastOf(column.width), 0);
  const templateNarrow = columns
    .filter((column) => !column.wide)
    .map((column) => (typeof column.width === "number" ? `minmax(0, ${column.width}fr)` : "minmax(0, 140fr)"))
    .join(" ");

  const head = columns.map((column) => {
    const direction = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
    return (
      <div key={column.key} role="columnheader" aria-sort={column.sort ? (direction ?? "none") : undefined} className={cell(column)}>
        {column.sort ? (
          <button type="button" className="grid-sort" onClick={() => set({ sort: direction === "ascending" ? `-${column.sort}` : column.sort })}>
            {column.title}
            <span aria-hidden="true">{direction === "ascending" ? " ↑" : direction === "descending" ? " ↓" : ""}</span>
          </button>
        ) : (
          column.title
        )}
      </div>
    );
  });

  return (
    <div className="list">
      {(search || filters.length > 0 || toolbar) && !nothing && <FilterBar filters={filters} search={search} toolbar={toolbar} />}
      <Refusal error={list.error} retry={() => void list.refetch()} />
      {list.isPending && !list.error && (
        <div className="list-wait">
          <Spin />
        </div>
      )}
      {!list.isPending && rows.length === 0 && !list.error && (filtered ? <NoMatch clear={() => set(Object.fromEntries([["q", null], ...filters.map((filter) => [filter.key, null])]))} /> : empty)}
      {rows.length > 0 && (
        <div
          ref={scroller}
          className="grid"
          role="table"
          aria-label={label}
          aria-rowcount={hasNextPage ? -1 : rows.length + 1}
          tabIndex={0}
          style={{ "--columns": template, "--columns-narrow": templateNarrow, "--least": `${least}px`, maxHeight: props.height ?? `calc(100dvh - ${AROUND + (props.above ?? 0)}px)` } as React.CSSProperties}
        >
          <div role="rowgroup" className="grid-head">
            <div role="row" className="grid-row">
              {head}
            </div>
          </div>
          <div role="rowgroup" className="grid-body" style={{ height: virtual.getTotalSize() }}>
            {visible.map((item) => {
              const row = rows[item.index] as ItemOf<P>;
              return <Row key={rowKey(row)} row={row} index={item.index} start={item.start} columns={columns} to={to} onRow={onRow} />;
            })}
          </div>
        </div>
      )}
      {rows.length > 0 && (
        <div className={rows.length > FEW || hasNextPage ? "list-foot muted" : "sr-only"} aria-live="polite">
          {hasNextPage ? t("list.more", { count: rows.length }) : t("list.all", { count: rows.length })}
          {isFetchingNextPage && <Spin size="small" />}
        </div>
      )}
    </div>
  );
}

interface RowProps<T> {
  row: T;
  index: number;
  start: number;
  columns: Column<T>[];
  to?: (row: T) => string;
  onRow?: (row: T) => void;
}

function RowOf<T>({ row, index, start, columns, to, onRow }: RowProps<T>) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`grid-row grid-line ${onRow ? "grid-click" : ""}`}
      style={{ transform: `translateY(${start}px)`, height: ROW }}
      onClick={onRow ? () => onRow(row) : undefined}
    >
      {columns.map((column, place) => (
        <div key={column.key} role="cell" className={cell(column)}>
          {place === 0 && to ? <Link to={to(row)}>{column.render(row)}</Link> : column.render(row)}
        </div>
      ))}
    </div>
  );
}

// while the list scrolls, only rows that come into view are drawn
const Row = memo(RowOf) as typeof RowOf;

function NoMatch({ clear }: { clear: () => void }) {
  const { t } = useTranslation("common");
  return (
    <div className="empty">
      <h2>{t("list.noMatch")}</h2>
      <Button onClick={clear}>{t("list.clear")}</Button>
    </div>
  );
}

/** The pixels that a column needs: rows of one list must be equally wide, whatever is in them. */
function leastOf(width: number | string | undefined): number {
  if (typeof width === "number") return width;
  const pixels = /^minmax\((\d+)px/.exec(width ?? "")?.[1];
  return pixels ? Number(pixels) : 120;
}

function cell<T>(column: Column<T>): string {
  return ["grid-cell", column.align === "right" ? "grid-right" : "", column.wide ? "grid-wide" : ""].join(" ");
}
