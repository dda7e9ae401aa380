/** TMDb's network ids by name (not the numbering of its watch providers). */
export interface Network {
  /** TMDb network id, as `with_networks` takes it. */
  id: number;
  /** File-name slug: its files are `<slug>_tv_*.csv`. */
  slug: string;
  /** Name for titles and prose. */
  name: string;
}

/** The networks known by name; any other id works too and is called `network<ID>`. */
export const NETWORKS: readonly Network[] = [
  { id: 213, slug: "netflix", name: "Netflix" },
  { id: 1024, slug: "prime", name: "Prime Video" },
  { id: 2552, slug: "apple", name: "Apple TV+" },
  { id: 2739, slug: "disney", name: "Disney+" },
  { id: 49, slug: "hbo", name: "HBO" },
  { id: 3186, slug: "hbomax", name: "HBO Max" },
  { id: 453, slug: "hulu", name: "Hulu" },
  { id: 4330, slug: "paramount", name: "Paramount+" },
  { id: 3353, slug: "peacock", name: "Peacock" },
];

/** The network with this id, named after the id where TMDb's name for it is not listed here. */
export function networkById(id: number): Network {
  return (
    NETWORKS.find((network) => network.id === id) ?? {
      id,
      slug: `network${id}`,
      name: `Network ${id}`,
    }
  );
}
