import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, useNavigate, useRouteError } from "react-router";
import { Page } from "../ui/Page";

export function NotFound() {
  const { t } = useTranslation("common");
  const go = useNavigate();
  return (
    <Page title={t("fault.notFound")}>
      <div className="empty">
        <p>{t("fault.notFoundText")}</p>
        <Button type="primary" onClick={() => void go("/")}>
          {t("fault.home")}
        </Button>
      </div>
    </Page>
  );
}

/** A page that broke: the rest of the console still stands, and says so. */
export function Fault() {
  const { t } = useTranslation("common");
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Page title={t("fault.broken")}>
      <div className="empty">
        <p>{t("fault.brokenText")}</p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
        <Button type="primary" onClick={() => window.location.reload()}>
          {t("fault.reload")}
        </Button>
      </div>
    </Page>
  );
}
