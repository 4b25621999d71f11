import type { RouteObject } from "react-router";

export const notebookRoutes: RouteObject[] = [];
