import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const operatorRoutes: RouteObject[] = [
  page("/operator", () => import("./NowPage").then((module) => module.NowPage)),
  page("/operator/fleet", () => import("./FleetPage").then((module) => module.FleetPage)),
  page("/operator/queue", () => import("./QueuePage").then((module) => module.QueuePage)),
  page("/operator/queues", () => import("./QueuesPage").then((module) => module.QueuesPage)),
  page("/operator/jobs", () => import("./AllJobsPage").then((module) => module.AllJobsPage)),
  page("/operator/tenants", () => import("./TenantsPage").then((module) => module.TenantsPage)),
  page("/operator/tenants/:id", () => import("./TenantPage").then((module) => module.TenantPage)),
  page("/operator/money", () => import("./MoneyPage").then((module) => module.MoneyPage)),
  page("/operator/comparison", () => import("./ComparisonPage").then((module) => module.ComparisonPage)),
  page("/operator/health", () => import("./HealthPage").then((module) => module.HealthPage)),
  page("/operator/incidents", () => import("./IncidentsPage").then((module) => module.IncidentsPage)),
  page("/operator/incidents/:id", () => import("./IncidentPage").then((module) => module.IncidentPage)),
  page("/operator/audit", () => import("./AuditPage").then((module) => module.AuditPage)),
];
