import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

/** The pages that ask for no sign-in. */
export const openRoutes: RouteObject[] = [
  page("/public", () => import("./PublicPage").then((m) => m.PublicPage)),
  page("/sign-in", () => import("./SignInPage").then((m) => m.SignInPage)),
  page("/apply", () => import("./ApplyPage").then((m) => m.ApplyPage)),
];
