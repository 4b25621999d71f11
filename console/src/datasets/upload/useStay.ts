import { App } from "antd";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker } from "react-router";

/** Asks before the page is left while something is under way that would end with it. */
export function useStay(isBusy: boolean) {
  const { t } = useTranslation("datasets");
  const { modal } = App.useApp();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => isBusy && currentLocation.pathname !== nextLocation.pathname);
  // the blocker is another one at each step of the upload; the question is asked once
  const answer = useEffectEvent((leaves: boolean) => {
    if (blocker.state === "blocked") (leaves ? blocker.proceed : blocker.reset)();
  });
  const ask = useEffectEvent(() =>
    modal.confirm({
      title: t("upload.leaveTitle"),
      content: t("upload.leaveText"),
      okText: t("upload.leave"),
      cancelText: t("upload.stay"),
      onOk: () => answer(true),
      onCancel: () => answer(false),
    }),
  );
  const isBlocked = blocker.state === "blocked";
  useEffect(() => {
    if (!isBlocked) return;
    const asked = ask();
    return () => asked.destroy();
  }, [isBlocked]);
  useEffect(() => {
    // it ended while the question stood: nothing is lost by leaving
    if (isBlocked && !isBusy) answer(true);
  }, [isBlocked, isBusy]);
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isBusy]);
}
