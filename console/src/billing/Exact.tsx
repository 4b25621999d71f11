import { useFormat } from "../ui/figures";
import { partsOf } from "./statement";

/** An amount to the micro-yuan, so that sums can be checked; the eye still finds yuan and fen first. */
export function Exact({ yuan }: { yuan: string }) {
  const { money } = useFormat();
  const { main, rest } = partsOf(money(yuan, true));
  return (
    <span className="figure">
      {main}
      <span className="bill-micro">{rest}</span>
    </span>
  );
}
