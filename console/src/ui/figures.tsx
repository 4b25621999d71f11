import { useSyncExternalStore } from "react";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { bytes, duration, exact, minute, money, number, percent, relative } from "./format";

/** Formatters bound to the reader's language. */
export function useFormat() {
  const { t, i18n } = useTranslation("common");
  const locale = i18n.language;
  const units = { d: t("unit.d"), h: t("unit.h"), min: t("unit.min"), s: t("unit.s") };
  return {
    locale,
    money: (yuan: string, precise = false) => money(yuan, locale, precise),
    duration: (seconds: number) => duration(seconds, units),
    exact: (instant: string) => exact(instant, locale),
    minute: (instant: string) => minute(instant, locale),
    relative: (instant: string) => relative(instant, Date.now(), locale),
    bytes: (count: number) => bytes(count, locale),
    number: (value: number, digits?: number) => number(value, locale, digits),
    percent: (share: number, digits?: number) => percent(share, locale, digits),
  };
}

// one timer for all figures that grow by themselves
const listeners = new Set<() => void>();
let second = Math.floor(Date.now() / 1000);
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    second = Math.floor(Date.now() / 1000);
    listeners.forEach((each) => each());
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The current time in milliseconds, renewed each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}

/** An amount of money. `exact` shows every micro-yuan. */
export function Money({ yuan, exact: precise = false }: { yuan: string; exact?: boolean }) {
  const format = useFormat();
  return (
    <span className="figure" title={`¥${yuan}`}>
      {format.money(yuan, precise)}
    </span>
  );
}

/** A span of time; one without an end grows by the second. */
export function Duration({ from, to, seconds }: { from?: string; to?: string | null; seconds?: number }) {
  if (seconds !== undefined) return <Fixed seconds={seconds} />;
  if (!from) return <span className="figure">–</span>;
  return to ? <Fixed seconds={(Date.parse(to) - Date.parse(from)) / 1000} /> : <Growing from={from} />;
}

function Fixed({ seconds }: { seconds: number }) {
  return <span className="figure">{useFormat().duration(seconds)}</span>;
}

function Growing({ from }: { from: string }) {
  const now = useNow();
  return <span className="figure">{useFormat().duration(Math.max(0, Math.floor((now - Date.parse(from)) / 1000)))}</span>;
}

/** A moment: relative, and exact on hover and to a screen reader. */
export function When({ at, absolute = false }: { at: string | null | undefined; absolute?: boolean }) {
  useNow();
  const format = useFormat();
  if (!at) return <span className="figure">–</span>;
  return absolute ? (
    <time className="figure" dateTime={at}>
      {format.exact(at)}
    </time>
  ) : (
    <Tooltip title={format.exact(at)}>
      <time className="figure" dateTime={at}>
        {format.relative(at)}
      </time>
    </Tooltip>
  );
}

export function Bytes({ count }: { count: number }) {
  return <span className="figure">{useFormat().bytes(count)}</span>;
}
