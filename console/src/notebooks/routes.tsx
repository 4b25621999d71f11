import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const notebookRoutes: RouteObject[] = [
  page("/notebooks", () => import("./NotebooksPage").then((module) => module.NotebooksPage)),
  page("/notebooks/:id", () => import("./NotebookPage").then((module) => module.NotebookPage)),
];
