import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const accountRoutes: RouteObject[] = [page("/account", () => import("./AccountPage").then((m) => m.AccountPage))];
