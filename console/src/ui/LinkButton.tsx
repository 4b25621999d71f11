import { Button, type ButtonProps } from "antd";
import type { MouseEvent } from "react";
import { useHref, useNavigate } from "react-router";

/** A link that looks like a button: it can be opened in another tab, as any link. */
export function LinkButton({ to, onClick, ...button }: Omit<ButtonProps, "href"> & { to: string }) {
  const href = useHref(to);
  const go = useNavigate();
  const follow = (event: MouseEvent<HTMLElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void go(to);
  };
  return <Button {...button} href={href} onClick={follow} />;
}
