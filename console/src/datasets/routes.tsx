import type { RouteObject } from "react-router";

export const datasetRoutes: RouteObject[] = [];
