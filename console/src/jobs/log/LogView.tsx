import { DownOutlined, DownloadOutlined, UpOutlined } from "@ant-design/icons";
import { useVirtualizer } from "@tanstack/react-virtual";
import { App, Button, Checkbox, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../ui/figures";
import { Refusal } from "../../ui/Refusal";
import { useSettled } from "../useQuote";
import { matches, plain, spansOf, tellsOfError } from "./ansi";
import type { LogBuffer } from "./buffer";
import { saveLog, useLog } from "./useLog";
import "./log.css";

const ROW = 20;
const NEAR_END = 30;

/** The log of a job's latest attempt, live. Only the lines in view are in the document. */
export function LogView({ jobId, attempt, waits }: { jobId: string; attempt: number; waits: boolean }) {
  const { t } = useTranslation("jobs");
  const { message } = App.useApp();
  const { log, version, state, error, earlier } = useLog(jobId, attempt);
  const [follow, setFollow] = useState(true);
  const [wanted, setWanted] = useState("");
  const [at, setAt] = useState<number>();
  const [refused, setRefused] = useState<unknown>();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => log.lines(), [log, version]);
  const searched = useSettled(wanted.trim(), 200);
  const hits = useMemo(() => matches(lines, searched), [lines, searched]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 30 });

  log.isRead = !follow;
  useEffect(() => {
    const place = scroller.current;
    if (follow && place) place.scrollTop = place.scrollHeight;
  }, [follow, version, lines.length]);

  const show = (line: number | undefined) => {
    if (line === undefined || line < 0) return;
    setFollow(false);
    setAt(line);
    virtual.scrollToIndex(line, { align: "center" });
  };
  const step = (by: 1 | -1) => {
    const now = at ?? -1;
    show(by > 0 ? (hits.find((hit) => hit > now) ?? hits[0]) : (hits.filter((hit) => hit < now).at(-1) ?? hits.at(-1)));
  };
  // looked for when asked: over a long log it takes longer than a line may
  const toError = () => {
    const found = lines.findIndex((line) => tellsOfError(plain(line)));
    if (found >= 0) show(found);
    else void message.info(t("log.noError"));
  };
  const scrolled = () => {
    const place = scroller.current;
    if (!place || follow) return;
    if (place.scrollHeight - place.scrollTop - place.clientHeight < 2) setFollow(true);
  };
  // only who turns the wheel or a key wants to look back; the list moves by itself too
  const lookBack = () => {
    const place = scroller.current;
    if (place && place.scrollHeight - place.scrollTop - place.clientHeight > NEAR_END) setFollow(false);
  };

  return (
    <div className="log">
      <div className="log-tools">
        <Checkbox checked={follow} onChange={(event) => setFollow(event.target.checked)}>{t("log.follow")}</Checkbox>
        <Input
          size="small"
          allowClear
          className="log-search"
          aria-label={t("log.search")}
          placeholder={t("log.search")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onPressEnter={(event) => step(event.shiftKey ? -1 : 1)}
        />
        {searched && (
          <span className="log-hits" role="status">
            {hits.length === 0 ? t("log.noHit") : t("log.hits", { now: at !== undefined && hits.includes(at) ? hits.indexOf(at) + 1 : "–", count: hits.length })}
            <Button size="small" type="text" icon={<UpOutlined />} disabled={hits.length === 0} aria-label={t("log.previous")} onClick={() => step(-1)} />
            <Button size="small" type="text" icon={<DownOutlined />} disabled={hits.length === 0} aria-label={t("log.next")} onClick={() => step(1)} />
          </span>
        )}
        <Button size="small" disabled={lines.length === 0} onClick={toError}>{t("log.firstError")}</Button>
        <span className="log-space" />
        {!waits && <LogSaid state={state} lines={lines.length} />}
        <Button size="small" type="text" icon={<DownloadOutlined />} disabled={lines.length === 0} aria-label={t("log.download")} onClick={() => void saveLog(jobId).catch(setRefused)} />
      </div>
      <Refusal error={state === "lost" ? error : refused} />
      <Earlier log={log} load={earlier} loaded={(count) => {
        const place = scroller.current;
        if (place) requestAnimationFrame(() => { place.scrollTop += count * ROW; });
        setFollow(false);
      }} />
      <div ref={scroller} className="log-lines" data-empty={lines.length === 0} role="log" aria-live="off" aria-label={t("log.title")} tabIndex={0} onScroll={scrolled} onWheel={lookBack} onTouchMove={lookBack} onKeyUp={lookBack} onPointerUp={lookBack}>
        {lines.length === 0 ? (
          <p className="log-empty">{waits ? t("log.waits") : state === "ended" ? t("log.none") : t("log.soon")}</p>
        ) : (
          <div className="log-all" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => (
              <Line key={item.index} line={lines[item.index] ?? ""} top={item.start} chosen={item.index === at} wanted={searched} />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function LogSaid({ state, lines }: { state: string; lines: number }) {
  const { t } = useTranslation("jobs");
  return (
    <span className="muted">
      {t(`log.state.${state}`)}
      {lines > 0 && ` · ${t("log.lines", { count: lines })}`}
    </span>
  );
}

function Earlier({ log, load, loaded }: { log: LogBuffer; load: () => Promise<number>; loaded: (lines: number) => void }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (log.isEmpty || log.start === 0) return null;
  const more = async () => {
    setBusy(true);
    setError(undefined);
    try {
      loaded(await load());
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="log-earlier">
      <span className="muted">{t("log.earlier", { size: format.bytes(log.start) })}</span>
      <Button size="small" loading={busy} onClick={() => void more()}>{t("log.loadEarlier")}</Button>
      <Refusal error={error} />
    </div>
  );
}

function Line({ line, top, chosen, wanted }: { line: string; top: number; chosen: boolean; wanted: string }) {
  const spans = spansOf(line);
  const bad = tellsOfError(plain(line));
  return (
    <div className={`log-line ${chosen ? "log-chosen" : ""} ${bad ? "log-bad" : ""}`} style={{ transform: `translateY(${top}px)` }}>
      {spans.map((span, index) => (
        <span key={index} className={span.look || undefined}>
          <Marked text={span.text} wanted={wanted} />
        </span>
      ))}
    </div>
  );
}

function Marked({ text, wanted }: { text: string; wanted: string }) {
  const at = wanted ? text.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
  if (at < 0) return text;
  const end = at + wanted.length;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      <Marked text={text.slice(end)} wanted={wanted} />
    </>
  );
}
