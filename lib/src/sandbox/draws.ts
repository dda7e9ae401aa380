/** Random numbers as functions of names: the same request gets the same numbers in every run. */
import { hash32 } from "./generator.js";

/** A number in [0, 1) for these names. */
export function draw(...names: readonly (string | number)[]): number {
  return mix32(hash32(names.join("\n"))) / 2 ** 32;
}

/** A well-mixed 32-bit number from another (the finaliser of MurmurHash3). */
export function mix32(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
