import type { ReactNode } from "react";
import { Command } from "./Copy";

/** Nothing is here yet: what would be, how to get there, and the command that does it. */
export function EmptyState({ title, text, action, command }: { title: string; text?: string; action?: ReactNode; command?: string }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {action && <div className="empty-action">{action}</div>}
      {command && <Command>{command}</Command>}
    </div>
  );
}
