import { useId, type ReactNode } from "react";

export interface FieldProps {
  id: string;
  status?: "error";
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

interface Props {
  label: string;
  /** Beside the label. */
  aside?: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  children: (props: FieldProps) => ReactNode;
}

/** A control with its label, a word of help, and what is wrong with its value. */
export function Field({ label, aside, help, error, children }: Props) {
  const id = useId();
  const note = error ?? help;
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children({ id, status: error ? "error" : undefined, "aria-describedby": note ? `${id}-note` : undefined, "aria-invalid": error ? true : undefined })}
      {note && (
        <div id={`${id}-note`} className={error ? "field-error" : "field-help"} role={error ? "alert" : undefined}>
          {note}
        </div>
      )}
    </div>
  );
}
