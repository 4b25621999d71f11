import type { RouteObject } from "react-router";
import { page } from "../ui/page-route";

export const jobRoutes: RouteObject[] = [
  page("/flavours", () => import("../flavours/FlavoursPage").then((module) => module.FlavoursPage)),
  page("/jobs", () => import("./JobsPage").then((module) => module.JobsPage)),
  page("/jobs/new", () => import("./SubmitPage").then((module) => module.SubmitPage)),
  page("/jobs/:id", () => import("./page/JobPage").then((module) => module.JobPage)),
];
