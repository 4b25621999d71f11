import type { Schemas } from "../api/client";
import type { Series } from "../ui/chart/data";

/** The week's load in percent by the hour: a curve for cores, memory and each model of cards, or none yet. */
export function weekOf(week: Schemas["PublicHour"][], names: { cores: string; memory: string; cards: (model: string) => string }): Series[] {
  // a single hour is a dot, which says less than the words in its place
  if (week.length < 2) return [];
  const models = [...new Set(week.flatMap((hour) => hour.cards.map((card) => card.model)))].sort();
  const curve = (name: string, share: (hour: Schemas["PublicHour"]) => number | undefined): Series => ({
    name,
    points: week.flatMap((hour): [number, number][] => {
      const value = share(hour);
      return value === undefined ? [] : [[Date.parse(hour.at), Math.round(value * 100)]];
    }),
  });
  return [
    curve(names.cores, (hour) => hour.coresShare),
    curve(names.memory, (hour) => hour.memoryShare),
    ...models.map((model) => curve(names.cards(model), (hour) => hour.cards.find((card) => card.model === model)?.share)),
  ];
}
