import type { RouteObject } from "react-router";

export const organisationRoutes: RouteObject[] = [];
