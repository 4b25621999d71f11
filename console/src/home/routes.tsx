import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const homeRoutes: RouteObject[] = [
  page("/home", () => import("./HomePage").then((m) => m.HomePage)),
  page("/home/try", () => import("../samples/TryPage").then((m) => m.TryPage)),
];
