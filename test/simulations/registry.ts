/** The simulations by the name they have in `npm run simulate -- NAME`. */
import { effects } from "./effects.js";
import { findings } from "./findings.js";
import { orders } from "./orders.js";
import { subsets } from "./subsets.js";
import { validation } from "./validation.js";
import type { Simulation } from "./simulation.js";

export const SIMULATIONS: Readonly<Record<string, Simulation>> = {
  effects,
  findings,
  orders,
  subsets,
  validation,
};
