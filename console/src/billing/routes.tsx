import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const billingRoutes: RouteObject[] = [page("/bill", () => import("./BillPage").then((module) => module.BillPage))];
