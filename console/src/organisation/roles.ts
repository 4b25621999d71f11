import type { Schemas } from "../api/client";

export type Role = Schemas["Member"]["roles"][number];
export type Scope = Schemas["ApiKey"]["scopes"][number];
export type Right = "read" | "submit" | "infer" | "administer" | "billing-read" | "operate" | "finance" | "audit";

/** What each role may do, as the server has it. */
export const RIGHTS: Record<Role, Right[]> = {
  owner: ["read", "submit", "infer", "administer", "billing-read", "audit"],
  admin: ["read", "submit", "infer", "administer", "billing-read", "audit"],
  member: ["read", "submit", "infer"],
  viewer: ["read"],
  billing: ["read", "billing-read"],
  operator: ["read", "administer", "operate", "audit"],
  finance: ["read", "billing-read", "finance"],
  auditor: ["read", "billing-read", "audit"],
};

/** What keys of each scope may do at most. */
const REACH: Record<Scope, Right[]> = {
  read: ["read"],
  submit: ["read", "submit"],
  infer: ["infer"],
  administer: ["read", "administer"],
  billing: ["billing-read"],
  operate: ["read", "operate"],
  finance: ["billing-read", "finance"],
  audit: ["audit"],
};

const TENANT: Role[] = ["owner", "admin", "member", "viewer", "billing"];
const STAFF: Role[] = ["operator", "finance", "auditor"];

export const rolesOf = (staff: boolean): Role[] => (staff ? STAFF : TENANT);

/** The role that an organisation, or the centre, can't be without. */
export const keeperOf = (staff: boolean): Role => (staff ? "operator" : "owner");

/** The rights that these roles are about, in their usual order. */
export function rightsOf(staff: boolean): Right[] {
  const all: Right[] = ["read", "submit", "infer", "administer", "billing-read", "operate", "finance", "audit"];
  return all.filter((right) => rolesOf(staff).some((role) => RIGHTS[role].includes(right)));
}

/** The scopes by which a key of somebody with these rights can do anything. */
export const scopesFor = (rights: string[]): Scope[] => (Object.keys(REACH) as Scope[]).filter((scope) => REACH[scope].every((right) => rights.includes(right)));

interface Giver {
  roles: Role[];
  permissions: string[];
}

/** Nobody gives, or takes, what they have not themselves; only owners make owners. */
export function whyNotGive(giver: Giver, role: Role): "owner" | "beyond" | undefined {
  if (role === "owner" && !giver.roles.includes("owner")) return "owner";
  return RIGHTS[role].every((right) => giver.permissions.includes(right)) ? undefined : "beyond";
}

/** Why somebody may not touch a member at all; undefined when they may. */
export function whyNotTouch(giver: Giver, member: { roles: Role[] }): "owner" | "beyond" | undefined {
  const reasons = member.roles.map((role) => whyNotGive(giver, role));
  return reasons.includes("owner") ? "owner" : reasons.find((reason) => reason !== undefined);
}
