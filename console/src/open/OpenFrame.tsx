import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { LanguageButton, ModeButton } from "../shell/Switches";
import "./open.css";

const PAGES = ["public", "apply", "sign-in"] as const;

/** The frame around the pages that everybody may see. */
export function OpenFrame({ title, narrow = false, children }: { title: string; narrow?: boolean; children: ReactNode }) {
  const { t } = useTranslation("open");
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = `${title} · Penstock`;
  }, [title]);
  return (
    <div className="open">
      <a className="skip" href="#main">
        {t("common:shell.skip")}
      </a>
      <header className="open-bar">
        <Link className="shell-brand" to="/public">
          <img src="/favicon.svg" alt="" />
          Penstock
        </Link>
        <nav className="open-nav" aria-label={t("frame.pages")}>
          {PAGES.map((name) => (
            <Link key={name} to={`/${name}`} aria-current={pathname === `/${name}` ? "page" : undefined}>
              {t(`frame.${name}`)}
            </Link>
          ))}
        </nav>
        <span className="open-switches">
          <LanguageButton />
          <ModeButton />
        </span>
      </header>
      <main id="main" tabIndex={-1} className={narrow ? "open-main open-narrow" : "open-main"}>
        {children}
      </main>
      <footer className="open-foot">
        <span>{t("frame.about")}</span>
        <a href="/v1/openapi.yaml">{t("frame.api")}</a>
      </footer>
    </div>
  );
}
