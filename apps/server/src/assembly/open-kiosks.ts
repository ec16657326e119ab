import { findFilters } from '@relevo/core/kiosk'
import type { Fleet } from '../fleet/fleet.ts'
import { createKiosks } from '../fleet/kiosks/create-kiosks.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'
import { linkedTabletsOf } from '../fleet/kiosks/linked-tablets.ts'
import type { KioskStore } from '../fleet/kiosks/ports.ts'
import { KIOSK_CHANGES } from '../fleet/live/changes.ts'
import { ringing } from '../fleet/live/ringing.ts'
import { keptSeal, listenToKiosks, publishOver, restCalls } from '../kiosk/index.ts'
import { findCrossings, kioskCrossings } from '../mqtt/site/crossing.ts'
import { crossKiosks } from './cross-kiosks.ts'
import { keepTime } from './keep-time.ts'
import type { Surroundings } from './open-surroundings.ts'

/** Kiosks that are not heard over MQTT are asked this often how they are, ms. */
const LOOK_EVERY = 60_000

/** The kiosks of the fleet, over whichever broker, and over HTTP. */
export async function openKiosks(
  { config, store, bell, world, broker }: Pick<Surroundings, 'config' | 'store' | 'bell' | 'world' | 'broker'>,
  fleet: Pick<Fleet, 'tablets'>,
): Promise<Kiosks> {
  const discovery = config.homeAssistant.prefix
  return createKiosks({
    store: ringing<KioskStore>(store.kiosks, KIOSK_CHANGES, bell),
    wires: { ...publishOver(broker.bus), ...restCalls() },
    seal: await keptSeal(config.data),
    tablets: linkedTabletsOf(fleet.tablets),
    world,
    discovery,
    reserved: [`${config.prefix}/`, `${discovery}/`],
  })
}

/**
 * Hear what kiosks say, here and on the site's broker.
 *
 * @returns stops it
 */
export async function hearKiosks(
  { config, log, broker }: Pick<Surroundings, 'config' | 'log' | 'broker'>,
  kiosks: Kiosks,
): Promise<() => Promise<void>> {
  const discovery = config.homeAssistant.prefix
  const notHeard = (error: unknown) => log.warn({ err: error }, 'Kiosks cannot be listened to')
  const stopListening = await listenToKiosks(broker.bus, kiosks, discovery, notHeard)
  await broker.cross(findCrossings(findFilters(discovery)))
  const stopCrossing = crossKiosks(kiosks.topics, (some) => broker.cross(kioskCrossings(some)), notHeard)
  return async () => {
    stopCrossing()
    await stopListening()
  }
}

/**
 * Ask kiosks that are not heard how they are, again and again.
 *
 * @returns stops it
 */
export function watchKiosks({ log, world }: Pick<Surroundings, 'log' | 'world'>, kiosks: Kiosks): () => Promise<void> {
  const looking = new AbortController()
  const notLooked = (error: unknown) => log.error({ err: error }, 'Kiosks cannot be asked how they are')
  const stop = keepTime(async () => {
    await kiosks.lookAround(looking.signal)
    return world.now() + LOOK_EVERY
  }, notLooked)
  return async () => {
    looking.abort()
    await stop()
  }
}
