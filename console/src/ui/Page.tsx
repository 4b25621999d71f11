import { useEffect, type ReactNode } from "react";
import { Command } from "./Copy";

interface PageProps {
  title: string;
  /** The window's title, where the page's alone would not tell it from its neighbours. */
  called?: string;
  /** Beside the title: a status, a version. */
  aside?: ReactNode;
  /** Above the title: where this belongs. */
  trail?: ReactNode;
  actions?: ReactNode;
  /** What the command line calls the same. */
  command?: string;
  children: ReactNode;
}

/** A page: its title is the window's title too unless that is told otherwise, and the only first heading. */
export function Page({ title, called = title, aside, trail, actions, command, children }: PageProps) {
  useEffect(() => {
    document.title = `${called} · Penstock`;
  }, [called]);
  return (
    <div className="page">
      {trail && <div className="page-trail">{trail}</div>}
      <header className="page-head">
        <h1>{title}</h1>
        {aside}
        <div className="page-actions">{actions}</div>
      </header>
      {children}
      {command && (
        <footer className="page-command">
          <Command>{command}</Command>
        </footer>
      )}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <header className="section-head">
        <h2>{title}</h2>
        <div className="page-actions">{actions}</div>
      </header>
      {children}
    </section>
  );
}

/** Labels and values, one pair a row. */
export function Facts({ items }: { items: [label: string, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "")
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** A large number with its unit and a word of what it is. */
export function Figure({ label, value, unit, note, tone }: { label: string; value: ReactNode; unit?: string; note?: ReactNode; tone?: "bad" | "warn" }) {
  return (
    <div className={`bigfigure ${tone ? `bigfigure-${tone}` : ""}`}>
      <div className="bigfigure-label">{label}</div>
      <div className="bigfigure-value figure">
        {value}
        {unit && <span className="bigfigure-unit">{unit}</span>}
      </div>
      {note && <div className="bigfigure-note">{note}</div>}
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="bigfigures">{children}</div>;
}
