import {
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  ClusterOutlined,
  CodeOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  DeploymentUnitOutlined,
  DiffOutlined,
  FileTextOutlined,
  HeartOutlined,
  HomeOutlined,
  OrderedListOutlined,
  PartitionOutlined,
  TagsOutlined,
  TeamOutlined,
  ThunderboltOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import { can, type Me } from "../api/session";

export interface Entry {
  to: string;
  /** Its word in common.json, under "nav". */
  word: string;
  icon: ReactNode;
}

const TENANT: Entry[] = [
  { to: "/home", word: "home", icon: <HomeOutlined /> },
  { to: "/jobs", word: "jobs", icon: <ThunderboltOutlined /> },
  { to: "/notebooks", word: "notebooks", icon: <CodeOutlined /> },
  { to: "/flavours", word: "flavours", icon: <TagsOutlined /> },
  { to: "/datasets", word: "datasets", icon: <DatabaseOutlined /> },
  { to: "/models", word: "models", icon: <DeploymentUnitOutlined /> },
  { to: "/endpoints", word: "endpoints", icon: <ApiOutlined /> },
  { to: "/bill", word: "bill", icon: <FileTextOutlined /> },
  { to: "/organisation", word: "organisation", icon: <TeamOutlined /> },
];

const OPERATOR: Entry[] = [
  { to: "/operator", word: "now", icon: <DashboardOutlined /> },
  { to: "/operator/fleet", word: "fleet", icon: <ClusterOutlined /> },
  { to: "/operator/incidents", word: "incidents", icon: <WarningOutlined /> },
  { to: "/operator/queue", word: "queue", icon: <OrderedListOutlined /> },
  { to: "/operator/queues", word: "queues", icon: <PartitionOutlined /> },
  { to: "/operator/jobs", word: "allJobs", icon: <ThunderboltOutlined /> },
  { to: "/operator/tenants", word: "tenants", icon: <BankOutlined /> },
  { to: "/operator/money", word: "money", icon: <FileTextOutlined /> },
  { to: "/operator/comparison", word: "comparison", icon: <DiffOutlined /> },
  { to: "/operator/health", word: "health", icon: <HeartOutlined /> },
  { to: "/operator/audit", word: "audit", icon: <AuditOutlined /> },
];

/** The pages that somebody has, in groups; a group's name is a word under "nav" too. */
export function navigationOf(me: Me): { group: string; entries: Entry[] }[] {
  const groups = [];
  if (me.staff) groups.push({ group: "operations", entries: OPERATOR });
  if (!me.staff || can(me, "SUBMIT")) groups.push({ group: "work", entries: TENANT });
  else groups.push({ group: "work", entries: TENANT.filter((entry) => entry.to === "/organisation") });
  return groups;
}
