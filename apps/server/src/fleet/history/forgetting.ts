import type { World } from '../ports.ts'

/** What is not kept for ever. */
export interface ForgetfulStore {
  /**
   * Forget the oldest lines of the log that are from before a time. One that a sink has not read yet, or of which a notice
   * is still on its way, stays; of the others the notices go too.
   *
   * @returns how many it were
   */
  forgetEvents(before: number, limit: number): Promise<number>
  /** Forget samples from before a time, but the one that held then. @returns how many rows it were */
  forgetSamples(before: number, limit: number): Promise<number>
  /**
   * Forget which tablets a deployment was offered to that ended before a time; of what is current, and of what it would go
   * back to, nothing is forgotten. @returns how many rows it were
   */
  forgetAssignments(before: number, limit: number): Promise<number>
}

/** Samples, and what came of single tablets in deployments that are over, are kept this long, ms. */
const KEPT = 30 * 24 * 3_600_000
/** Rows that go at once: a few milliseconds, in which nothing else is written. */
const BATCH = 500
/** Between two batches, ms, so that whoever wants to write comes first. */
const BREATH = 100
/** What has become too old is looked for this often, ms. */
const LOOK_EVERY = 3_600_000

/**
 * Forgets what is older than it is kept: the only place that says so.
 *
 * @param keep how long events are kept, ms
 * @returns forgets a little; resolves to when it wants to be called again, ms since the epoch
 */
export function createForgetting(
  { store, world }: { store: ForgetfulStore; world: Pick<World, 'now'> },
  keep: { events: number },
): () => Promise<number> {
  return async () => {
    const now = world.now()
    const events = await store.forgetEvents(now - keep.events, BATCH)
    const samples = await store.forgetSamples(now - KEPT, BATCH)
    const assignments = await store.forgetAssignments(now - KEPT, BATCH)
    return now + (events === BATCH || samples >= BATCH || assignments === BATCH ? BREATH : LOOK_EVERY)
  }
}
