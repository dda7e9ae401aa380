/** The figures of the comparison of networks. */
import {
  networkAucChart,
  networkGenreRatesChart,
  networkYearRatesChart,
} from "../charts/networks.js";
import type { Network } from "../base/networks.js";
import type { Collection } from "../data/collection.js";
import { releasedTitles, type AsOf } from "../data/released.js";
import type { LabelledTitle } from "../label/hits.js";
import { figureText } from "../figures/show.js";
import type { PageFigure } from "./figure.js";

/** What is drawn of a network. */
export interface ComparedNetwork {
  network: Network;
  collection: Collection | null;
  titles: LabelledTitle[];
  asOf: AsOf;
}

/** The figures of a comparison. @param source the sources in words. */
export function networkFigures(networks: readonly ComparedNetwork[], source: string): PageFigure[] {
  const options = { source, date: commonDay(networks) };
  const named = networks.map(({ network, titles }) => ({ name: network.name, titles }));
  // As in the figures of each network.
  const released = networks.map(({ network, titles, asOf }) => ({
    name: network.name,
    titles: releasedTitles(titles, asOf),
  }));
  const areas = networks.flatMap(({ network, collection }) => {
    const { roc_auc: auc, roc_auc_interval: interval, validation } = collection?.results ?? {};
    return auc === undefined
      ? []
      : [{ name: network.name, auc, interval: interval ?? null, validation: validation ?? null }];
  });
  const figures = [
    ...(areas.length === 0
      ? []
      : [{ name: "network-auc", figure: networkAucChart(areas, options) }]),
    { name: "network-genre-rates", figure: networkGenreRatesChart(released, options) },
    { name: "network-year-rates", figure: networkYearRatesChart(named, options) },
  ];
  return figures.map(({ name, figure }) => ({
    name,
    figure,
    caption: "",
    alt: figureText(figure),
  }));
}

/** The day of the collections if it is known and the same for all. */
function commonDay(networks: readonly ComparedNetwork[]): string | undefined {
  const days = new Set(networks.map(({ collection }) => collection && dayOf(collection)));
  const [day] = days;
  return days.size === 1 && day && day !== "unknown" ? day : undefined;
}

/** The day of a collection; unknown for a file. */
export function dayOf({ collected_at }: Collection): string {
  return collected_at?.slice(0, 10) ?? "unknown";
}
