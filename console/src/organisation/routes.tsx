import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const organisationRoutes: RouteObject[] = [
  page("/organisation", () => import("./OverviewPage").then((module) => module.OverviewPage)),
  page("/organisation/members", () => import("./MembersPage").then((module) => module.MembersPage)),
  page("/organisation/keys", () => import("./KeysPage").then((module) => module.KeysPage)),
  page("/organisation/projects", () => import("./ProjectsPage").then((module) => module.ProjectsPage)),
  page("/organisation/audit", () => import("./AuditPage").then((module) => module.AuditPage)),
];
