/**
 * Streaming networks by TMDb's network ids (which are not those of its watch providers).
 *
 * @module
 */

/** A streaming network. */
export interface Network {
  /** TMDb network id, as `with_networks` takes it. */
  id: number;
  /** File-name slug: its files are `<slug>_tv_*.csv`. */
  slug: string;
  /** Name for titles and prose. */
  name: string;
}

/** The networks known by name; any other id works too and has the slug `network<ID>`. */
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

/** The network with this id; if it is not listed here, it is named after its id. */
export function networkById(id: number): Network {
  return (
    NETWORKS.find((network) => network.id === id) ?? {
      id,
      slug: `network${id}`,
      name: `Network ${id}`,
    }
  );
}

/** The highest number that counts as an id. */
const MAX_ID = 2 ** 31 - 1;

/** What {@link networkByName} accepts, in words that follow "expected". */
export const NETWORK_CHOICES =
  "a TMDb network id or one of " + NETWORKS.map(({ name }) => name).join(", ");

/**
 * A network by its name ("HBO Max", "disney", "apple tv plus"), by the slug of its files ("hbomax",
 * "network77"), by three or more first letters that no other network's name shares ("para"), or by
 * its id ("49"). Case, spaces and punctuation of a name do not matter.
 *
 * @returns null if the text is neither a known name nor an id.
 */
export function networkByName(text: string): Network | null {
  const id = Number(/^\s*(?:network[ -]?)?(\d+)\s*$/i.exec(text)?.[1]);
  if (id >= 1 && id <= MAX_ID) return networkById(id);
  const wanted = letters(text);
  const exact = NETWORKS.find(({ slug, name }) => slug === wanted || letters(name) === wanted);
  if (exact !== undefined || wanted.length < 3) return exact ?? null;
  const alike = NETWORKS.filter(({ name }) => letters(name).startsWith(wanted));
  return alike.length === 1 ? alike[0]! : null;
}

/** "Apple TV+", "apple-tv" and "apple tv plus" are the same. */
function letters(name: string): string {
  const text = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return text.replace(/plus$/, "");
}
