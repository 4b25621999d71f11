import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const endpointRoutes: RouteObject[] = [
  page("/endpoints", () => import("./EndpointsPage").then((module) => module.EndpointsPage)),
];
