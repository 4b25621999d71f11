import type { RouteObject } from "react-router";

export const openRoutes: RouteObject[] = [];
