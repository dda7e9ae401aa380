/** The order of requests: how many run at once, and which is next. */

/** Priority of retries; urgent requests come next, then all others. */
export const RETRY = 2;

/** The part of p-queue that is used. */
export interface Queue {
  add<T>(task: () => Promise<T>, options: { priority: number; signal: AbortSignal }): Promise<T>;
}

/** A queue that limits concurrency; its own intervals depend on a clock that may jump. */
export async function makeQueue(connections: number): Promise<Queue> {
  const { default: PQueue } = await import("p-queue");
  return new PQueue({ concurrency: connections });
}
