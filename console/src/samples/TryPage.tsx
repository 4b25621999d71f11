import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "../api/session";
import { useProject } from "../shell/ProjectSwitch";
import { Page } from "../ui/Page";
import { Ending } from "./Ending";
import { Intro } from "./Intro";
import { Steps } from "./Steps";
import { useSample } from "./useSample";
import "./samples.css";

/** The demo's whole way with a click, from a few files to a model that answers and its bill. */
export function TryPage() {
  const { t } = useTranslation("samples");
  const me = useMe();
  const project = useProject();
  const { run, resumable, go, again } = useSample(project);
  const begun = run.at !== null || run.failed !== null || run.finished;
  return (
    <Page title={t("title")} trail={<Link to="/home">{t("common:nav.home")}</Link>}>
      {!begun && <Intro me={me} project={project} resumable={resumable} start={resumable ? go : again} again={again} />}
      {begun && run.finished && <Ending run={run} again={again} />}
      {begun && <Steps run={run} retry={go} again={again} />}
    </Page>
  );
}
