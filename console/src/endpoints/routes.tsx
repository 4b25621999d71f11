import type { RouteObject } from "react-router";

export const endpointRoutes: RouteObject[] = [];
