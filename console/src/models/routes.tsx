import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const modelRoutes: RouteObject[] = [
  page("/models", () => import("./ModelsPage").then((module) => module.ModelsPage)),
  page("/models/:id", () => import("./ModelPage").then((module) => module.ModelPage)),
];
