import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Segmented } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fetchHeldout } from "../samples/acts";
import { parseHeldout } from "../samples/digits";
import { DrawGrid } from "./DrawGrid";
import { BLANK, FULL, isBlank, type Picture } from "./ink";
import { digitRequest, pretty, SIDE, type Tensor } from "./protocol";

/** A stroke that follows soon belongs to the same digit. */
const PAUSE_MS = 350;

interface Props {
  input: Tensor;
  ask: (request: string) => void;
  forget: () => void;
  asking: boolean;
}

/** Draws a digit and asks what it is. */
export function DrawDigit({ input, ask, forget, asking }: Props) {
  const { t } = useTranslation("endpoints");
  const [picture, setPicture] = useState(BLANK);
  const [erases, setErases] = useState(false);
  const [auto, setAuto] = useState(true);
  const help = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const askNow = (drawn: Picture) => {
    clearTimeout(timer.current);
    ask(pretty(digitRequest(input, [...drawn])));
  };
  const done = (drawn: Picture) => {
    clearTimeout(timer.current);
    if (auto && !isBlank(drawn)) timer.current = setTimeout(() => askNow(drawn), PAUSE_MS);
  };
  const take = (preset: Picture) => {
    setPicture(preset);
    askNow(preset);
  };
  const clear = () => {
    clearTimeout(timer.current);
    setPicture(BLANK);
    forget();
  };
  return (
    <div className="play-draw">
      <DrawGrid picture={picture} erases={erases} change={setPicture} done={done} describedBy={help} />
      <div className="play-tools">
        <Segmented
          size="small"
          aria-label={t("play.tool")}
          value={erases}
          options={[
            { value: false, label: t("play.brush") },
            { value: true, label: t("play.eraser") },
          ]}
          onChange={setErases}
        />
        <Button size="small" disabled={isBlank(picture)} onClick={clear}>
          {t("play.clear")}
        </Button>
        <Button size="small" type="primary" loading={asking} disabled={isBlank(picture)} onClick={() => askNow(picture)}>
          {t("play.ask")}
        </Button>
      </div>
      <Checkbox checked={auto} onChange={(event) => setAuto(event.target.checked)}>
        {t("play.auto")}
      </Checkbox>
      <p id={help} className="muted endpoint-small">
        {t("play.gridHelp")}
      </p>
      <Presets take={take} />
    </div>
  );
}

/** One picture of each digit out of those that the model never saw. */
function Presets({ take }: { take: (picture: Picture) => void }) {
  const { t } = useTranslation("endpoints");
  const presets = useQuery({
    queryKey: ["samples", "digits", "presets"],
    staleTime: Infinity,
    retry: false,
    queryFn: async ({ signal }) => {
      const { pictures, labels } = parseHeldout(await fetchHeldout(signal));
      return Array.from({ length: 10 }, (_, digit) => ({ digit, picture: pictures[labels.indexOf(digit)] })).filter((each) => each.picture !== undefined);
    },
  });
  // a centre may go without the sample
  if (!presets.data) return null;
  return (
    <div>
      <p className="muted endpoint-small">{t("play.presets")}</p>
      <div className="play-presets" role="group" aria-label={t("play.presets")}>
        {presets.data.map(({ digit, picture = [] }) => (
          <button key={digit} type="button" className="play-preset" aria-label={t("play.preset", { digit })} onClick={() => take(picture.map((ink) => Math.round(ink * FULL)))}>
            <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" shapeRendering="crispEdges">
              {picture.map((ink, index) => ink > 0 && <rect key={index} x={index % SIDE} y={Math.floor(index / SIDE)} width="1" height="1" fill="currentColor" opacity={ink} />)}
            </svg>
          </button>
        ))}
      </div>
    </div>
  );
}
