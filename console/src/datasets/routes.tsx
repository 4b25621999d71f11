import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const datasetRoutes: RouteObject[] = [
  page("/datasets", () => import("./DatasetsPage").then((module) => module.DatasetsPage)),
  page("/datasets/:id", () => import("./DatasetPage").then((module) => module.DatasetPage)),
];
