import type { RouteObject } from "react-router";

export const operatorRoutes: RouteObject[] = [];
