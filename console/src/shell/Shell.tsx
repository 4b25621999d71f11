import { MenuOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Navigate, Outlet, useLocation } from "react-router";
import { useLive } from "../api/live";
import { isApproved, useSession, type Me } from "../api/session";
import { Refusal } from "../ui/Refusal";
import { AccountMenu } from "./AccountMenu";
import { navigationOf } from "./navigation";
import { Notices } from "./Notices";
import { Palette } from "./Palette";
import { ProjectSwitch } from "./ProjectSwitch";
import { LanguageButton, ModeButton } from "./Switches";

/** The frame around every page that needs a sign-in. */
export function Shell() {
  const { me, error, retry } = useSession();
  const { pathname, search } = useLocation();
  if (error) {
    return (
      <div className="page">
        <Refusal error={error} retry={retry} />
      </div>
    );
  }
  if (me === undefined) return <Spin fullscreen />;
  if (me === null) return <Navigate replace to={`/sign-in?returnTo=${encodeURIComponent(pathname + search)}`} />;
  return <Frame me={me} />;
}

function Frame({ me }: { me: Me }) {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  // before its approval an organisation may read nothing that changes
  const approved = isApproved(me);
  const connected = useLive(approved);
  useEffect(() => setMenu(false), [pathname]);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        setPalette(true);
      }
    };
    window.addEventListener("keydown", open);
    return () => window.removeEventListener("keydown", open);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <header className="shell-bar">
        <span className="shell-menu">
          <Button type="text" icon={<MenuOutlined />} aria-label={t("shell.menu")} aria-expanded={menu} onClick={() => setMenu(!menu)} />
        </span>
        <Link className="shell-brand" to="/">
          <img src="/favicon.svg" alt="" />
          Penstock
        </Link>
        <ProjectSwitch me={me} />
        <span className="shell-space" />
        <Button type="text" icon={<SearchOutlined />} aria-label={`${t("shell.search")} Ctrl K`} onClick={() => setPalette(true)}>
          <span className="shell-optional">{t("shell.search")} Ctrl K</span>
        </Button>
        {approved && <Notices />}
        <LanguageButton />
        <ModeButton />
        <AccountMenu me={me} />
      </header>
      <Navigation me={me} open={menu} />
      <main className="shell-main" id="main" tabIndex={-1}>
        {!connected && (
          <div className="outage" role="status">
            {t("shell.lost")}
          </div>
        )}
        <Outlet />
      </main>
      {palette && <Palette me={me} close={() => setPalette(false)} />}
    </div>
  );
}

function Navigation({ me, open }: { me: Me; open: boolean }) {
  const { t } = useTranslation("common");
  const { pathname } = useLocation();
  const groups = navigationOf(me);
  const all = groups.flatMap((group) => group.entries.map((entry) => entry.to));
  // the longest address that the page's own begins with
  const current = all.filter((to) => pathname === to || pathname.startsWith(`${to}/`)).sort((a, b) => b.length - a.length)[0];
  return (
    <nav className="shell-nav" data-open={open} aria-label={t("shell.pages")}>
      {groups.map(({ group, entries }) => (
        <div key={group}>
          {groups.length > 1 && <div className="shell-nav-group">{t(`nav.${group}`)}</div>}
          <ul>
            {entries.map((entry) => (
              <li key={entry.to}>
                <Link to={entry.to} aria-current={entry.to === current ? "page" : undefined}>
                  {entry.icon}
                  {t(`nav.${entry.word}`)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
