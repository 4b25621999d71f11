import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddress } from "../ui/address";
import { useFormat } from "../ui/figures";
import { Exact } from "./Exact";
import type { Subject } from "./names";
import { grouped, type Line } from "./statement";
import { UsageRecords } from "./UsageRecords";
import { useMeterWords } from "./words";

interface Props {
  lines: Line[];
  total: string;
  /** Whether these are all lines of the month: only then do they add up to the total. */
  whole: boolean;
  subjects: (line: Line) => Subject;
}

/** The lines of a month: quantity x price = amount, and their sum. A line opens to its usage records. */
export function Lines({ lines, total, whole, subjects }: Props) {
  const { t } = useTranslation("billing");
  const { get, set } = useAddress();
  const opened = get("line");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("statement.lines")}>
      <table className="plain bill-lines">
        <thead>
          <tr>
            <th scope="col">{t("line.what")}</th>
            <th scope="col">{t("line.meter")}</th>
            <th scope="col" className="right">{t("line.quantity")}</th>
            <th scope="col" className="bill-sign" aria-hidden="true" />
            <th scope="col" className="right">{t("line.price")}</th>
            <th scope="col" className="bill-sign" aria-hidden="true" />
            <th scope="col" className="right">{t("line.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const before = lines[index - 1];
            return (
              <Fragment key={line.id}>
                <Row line={line} subject={subjects(line)} again={before !== undefined && subjects(before).to === subjects(line).to} open={line.id === opened} toggle={() => set({ line: line.id === opened ? null : line.id })} />
                {line.id === opened && (
                  <tr className="bill-opened">
                    <td colSpan={7}>
                      <UsageRecords line={line} />
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={6}>{whole ? t("statement.total", { count: lines.length }) : t("statement.totalOfAll")}</th>
            <td className="right"><Exact yuan={total} /></td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface RowProps {
  line: Line;
  subject: Subject;
  /** Whether the line above is of the same thing. */
  again: boolean;
  open: boolean;
  toggle: () => void;
}

function Row({ line, subject, again, open, toggle }: RowProps) {
  const { t } = useTranslation("billing");
  const format = useFormat();
  const words = useMeterWords();
  const meter = words.meter(line.meter);
  return (
    <tr className={again ? "bill-again" : undefined}>
      <td>
        <span className={again ? "sr-only" : "bill-what"}>
          <Link to={subject.to}>{subject.name}</Link> <span className="muted bill-when">{words.kind(subject.kind)}{subject.at && <> · <time dateTime={subject.at} title={format.exact(subject.at)}>{format.minute(subject.at)}</time></>}</span>
        </span>
      </td>
      <td>
        <button type="button" className="bill-open" aria-expanded={open} aria-label={t("line.open", { name: subject.name, meter })} onClick={toggle}>
          <span aria-hidden="true" className="bill-caret" />
          {meter}
        </button>
        {line.notCharged && (
          <div className="muted">
            {t("line.notCharged", { cause: t(`jobs:cause.${line.notCharged.cause}`), yuan: line.notCharged.amountYuan })}
            {line.notCharged.what && <> · {line.notCharged.what}</>}
            {line.notCharged.incident && <> · {t("line.incident")} <code>{line.notCharged.incident}</code></>}
          </div>
        )}
      </td>
      <td className="right figure">{grouped(line.pricingQuantity, format.locale)} <span className="muted">{words.unit(line.pricingUnit)}</span></td>
      <td className="bill-sign">×</td>
      <td className="right"><Exact yuan={line.unitPriceYuan} /></td>
      <td className="bill-sign">=</td>
      <td className="right"><Exact yuan={line.amountYuan} /></td>
    </tr>
  );
}
