import { useTranslation } from "react-i18next";
import { Link, Navigate } from "react-router";
import { can, isApproved, useMe, type Me } from "../api/session";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Checklist } from "./Checklist";
import { Overview } from "./Overview";
import { Recent } from "./Recent";
import { useStanding } from "./standing";
import { stepsOf } from "./steps";
import { Waiting } from "./Waiting";
import "./home.css";

/** Where one begins: how things stand, and what to do next. */
export function HomePage() {
  const me = useMe();
  if (me.staff && !can(me, "SUBMIT")) return <Navigate replace to="/operator" />;
  return isApproved(me) ? <Home me={me} /> : <Waiting me={me} />;
}

function Home({ me }: { me: Me }) {
  const { t } = useTranslation("home");
  const standing = useStanding(me);
  const steps = stepsOf(standing);
  const finished = steps.every((step) => step.state === "done");
  return (
    <Page
      title={t("title", { name: me.organisation })}
      called={`${t("common:nav.home")} · ${me.organisation}`}
      actions={
        can(me, "SUBMIT") && (
          <>
            {finished && <LinkButton to="/home/try">{t("try")}</LinkButton>}
            <LinkButton type="primary" to="/jobs/new">
              {t("submit")}
            </LinkButton>
          </>
        )
      }
      command="penstock job ls"
    >
      {me.mustChangePassword && (
        <div className="home-notice" role="status">
          {t("mustChange")} <Link to="/account?first=1">{t("changeNow")}</Link>
        </div>
      )}
      <Overview standing={standing} />
      <div className={finished ? undefined : "wide-left"}>
        {!finished && <Checklist steps={steps} />}
        <Recent beside={!finished} />
      </div>
    </Page>
  );
}
