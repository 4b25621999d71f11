import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const endpointRoutes: RouteObject[] = [
  page("/endpoints", () => import("./EndpointsPage").then((module) => module.EndpointsPage)),
  page("/endpoints/new", () => import("./DeployPage").then((module) => module.DeployPage)),
  page("/endpoints/:id", () => import("./EndpointPage").then((module) => module.EndpointPage)),
];
