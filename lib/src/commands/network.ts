/** The network that a command works on, by any name in TMDb's list. */
import { UserError } from "../base/errors.js";
import { showControls } from "../base/escape.js";
import { PROJECT_ROOT } from "../base/folders.js";
import { keptNetworksFile } from "../base/kept-networks.js";
import { NETWORK_CHOICES, networkByName } from "../base/networks.js";
import { readExportsUrl, readNetworkName } from "../base/settings.js";
import { networkList, networksNamed } from "../collect/tmdb/network-list.js";
import { networkEnv } from "./cli.js";

const MAX_LISTED = 10;

/**
 * {@link networkEnv} with any name in TMDb's list of networks, for `--network` and TMDB_NETWORK_ID.
 * The list is downloaded only if the name is not among the known ones, and is kept for a day.
 *
 * @throws UserError if several networks have the name (with their ids), none has, or there is no
 * list.
 */
export async function anyNetworkEnv(
  text: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
  root = PROJECT_ROOT,
  option = text === undefined ? "TMDB_NETWORK_ID" : "--network",
): Promise<NodeJS.ProcessEnv> {
  const name = text ?? readNetworkName(env, root);
  if (name === null || networkByName(name) !== null) return networkEnv(text, env);
  const list = await networkList(readExportsUrl(env, root), keptNetworksFile(root));
  if (list === null) {
    throw new UserError(
      `${option}: expected ${NETWORK_CHOICES}, found "${name}". For other names TMDb's list of networks is ` +
        "needed, which could not be downloaded: check the network, or use the id.",
    );
  }
  const hits = networksNamed(list, name);
  const [hit] = hits;
  if (hit === undefined) {
    throw new UserError(
      `${option}: none of TMDb's ${list.length} networks is called "${name}". Expected ${NETWORK_CHOICES}, ` +
        "or any other network's name.",
    );
  }
  if (hits.length > 1) {
    const shown = hits.slice(0, MAX_LISTED).map(({ id, name }) => `  ${id}  ${name}`);
    const more = hits.length - shown.length;
    throw new UserError(
      `${option}: ${hits.length} networks have "${name}" in their name. Use the id of one of them:\n` +
        [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n"),
    );
  }
  console.error(showControls(`${hit.name} is network ${hit.id} in TMDb's list.`));
  return { ...env, TMDB_NETWORK_ID: String(hit.id) };
}
