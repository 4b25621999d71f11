import { createBrowserRouter, Navigate } from "react-router";
import { accountRoutes } from "./account/routes";
import { billingRoutes } from "./billing/routes";
import { datasetRoutes } from "./datasets/routes";
import { endpointRoutes } from "./endpoints/routes";
import { homeRoutes } from "./home/routes";
import { jobRoutes } from "./jobs/routes";
import { modelRoutes } from "./models/routes";
import { notebookRoutes } from "./notebooks/routes";
import { openRoutes } from "./open/routes";
import { operatorRoutes } from "./operator/routes";
import { organisationRoutes } from "./organisation/routes";
import { Fault, NotFound } from "./shell/Fault";
import { Start } from "./shell/Start";


// the first page's script is on its way: a flash of anything else would only unsettle
const Nothing = () => null;

export const router = createBrowserRouter([
  {
    errorElement: <Fault />,
    HydrateFallback: Nothing,
    children: [
      { path: "/", element: <Start /> },
      ...openRoutes,
      {
        lazy: () => import("./shell/Shell").then((module) => ({ Component: module.Shell })),
        errorElement: <Fault />,
        children: [
          ...homeRoutes,
          ...jobRoutes,
          ...notebookRoutes,
          ...datasetRoutes,
          ...modelRoutes,
          ...endpointRoutes,
          ...billingRoutes,
          ...organisationRoutes,
          ...accountRoutes,
          ...operatorRoutes,
          { path: "/console", element: <Navigate to="/home" replace /> },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
]);
