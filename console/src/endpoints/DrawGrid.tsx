import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { dab, FULL, indexOf, middleOf, moved, stroke, wipe, type Picture, type Point } from "./ink";
import { SIDE } from "./protocol";

interface Props {
  picture: Picture;
  erases: boolean;
  /** What is drawn, while it is being drawn. */
  change: (picture: Picture) => void;
  /** A stroke is done, or a square painted by a key. */
  done: (picture: Picture) => void;
  describedBy: string;
}

const LINE = Array.from({ length: SIDE }, (_, index) => index);

/** Squares to draw on, with a pointer or by keys: a grid in which one square at a time has the focus. */
export function DrawGrid({ picture, erases, change, done, describedBy }: Props) {
  const { t } = useTranslation("endpoints");
  const place = useRef<HTMLDivElement>(null);
  const last = useRef<Point>(undefined);
  // events come faster than renders: each goes on from what the one before drew
  const drawn = useRef(picture);
  drawn.current = picture;
  const [at, setAt] = useState(indexOf(3, 3));
  const touch = erases ? wipe : dab;

  const put = (next: Picture) => {
    drawn.current = next;
    change(next);
  };
  const pointOf = (event: PointerEvent): Point => {
    const box = (place.current as HTMLDivElement).getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    place.current?.setPointerCapture(event.pointerId);
    last.current = pointOf(event);
    put(touch(drawn.current, last.current));
  };
  const move = (event: PointerEvent) => {
    if (!last.current) return;
    const to = pointOf(event);
    put(stroke(drawn.current, last.current, to, touch));
    last.current = to;
  };
  const up = () => {
    if (!last.current) return;
    last.current = undefined;
    done(drawn.current);
  };
  const press = (event: KeyboardEvent) => {
    const to = moved(at, event.key);
    const paints = event.key === " " || event.key === "Enter";
    const wipes = event.key === "Backspace" || event.key === "Delete";
    if (to === undefined && !paints && !wipes) return;
    event.preventDefault();
    if (to !== undefined) {
      setAt(to);
      place.current?.querySelector<HTMLElement>(`[data-square="${to}"]`)?.focus();
      return;
    }
    const next = (wipes ? wipe : touch)(drawn.current, middleOf(at));
    put(next);
    done(next);
  };
  return (
    <div ref={place} className="draw" role="grid" aria-label={t("play.grid")} aria-describedby={describedBy} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up} onKeyDown={press}>
      {LINE.map((row) => (
        <div key={row} role="row" className="draw-row">
          {LINE.map((column) => {
            const index = indexOf(row, column);
            const ink = picture[index] ?? 0;
            return (
              <div
                key={column}
                role="gridcell"
                className="draw-square"
                data-square={index}
                tabIndex={index === at ? 0 : -1}
                aria-label={t("play.cell", { row: row + 1, column: column + 1, ink })}
                onFocus={() => setAt(index)}
              >
                <span style={{ opacity: ink / FULL }} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
