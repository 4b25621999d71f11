import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useLocation } from "react-router";
import { can, isApproved, useMe } from "../api/session";
import { Page } from "../ui/Page";
import { Status } from "../ui/Status";
import "../jobs/jobs.css";
import "./organisation.css";

const TABS = ["overview", "members", "keys", "projects", "audit"] as const;

/** A page of the organisation, under its name and the ways to the others. */
export function Frame({ actions, command, children }: { actions?: ReactNode; command?: string; children: ReactNode }) {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => pathname.endsWith(`/${tab}`)) ?? "overview";
  const title = me.organisation || t("title");
  const state = me.organisations.find((seat) => seat.id === me.organisationId)?.state;
  // before it is approved, an organisation has nothing but its application; the centre never has projects
  const tabs = isApproved(me) ? TABS : TABS.slice(0, 1);
  const hidden = new Set([...(me.staff ? ["projects"] : []), ...(can(me, "AUDIT") ? [] : ["audit"])]);
  return (
    <Page title={title} called={`${t(`tab.${here}`)} · ${title}`} aside={state && <Status state={state} />} actions={actions} command={command}>
      <nav className="tabs" aria-label={t("tab.label")}>
        {tabs.filter((tab) => !hidden.has(tab)).map((tab) => (
          <NavLink key={tab} to={tab === "overview" ? "/organisation" : `/organisation/${tab}`} end>
            {t(`tab.${tab}`)}
          </NavLink>
        ))}
      </nav>
      {children}
    </Page>
  );
}
