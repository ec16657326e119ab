import { findFilters, MOST_PAYLOAD } from '@relevo/core/kiosk'
import type { Bus, HeardMessage } from '../fleet/bus.ts'
import type { KioskSaid } from '../fleet/kiosks/hear-kiosk.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'

/**
 * Hand what kiosk apps say to the fleet: each kiosk's own topics, whichever they are at the time, and those by which
 * others give themselves away.
 *
 * @param discovery the prefix of Home Assistant's discovery
 * @param failed told of a subscription that the broker does not take
 * @returns stops it
 */
export async function listenToKiosks(
  bus: Pick<Bus, 'subscribe'>,
  kiosks: Pick<Kiosks, 'hear' | 'find' | 'topics'>,
  discovery: string,
  failed: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const decoder = new TextDecoder()
  const own = new Map<string, Promise<() => void>>()
  let isStopped = false

  const said = ({ payload, ...message }: HeardMessage): KioskSaid | undefined =>
    payload.length > MOST_PAYLOAD ? undefined : { ...message, payload: decoder.decode(payload) }

  const listenTo = (filter: string) =>
    bus.subscribe(filter, (message) => {
      const kiosk = kiosks.topics.reportsOf().get(filter)
      const heard = said(message)
      if (kiosk !== undefined && heard) kiosks.hear({ ...heard, kiosk })
    })

  const follow = () => {
    if (isStopped) return
    const wanted = kiosks.topics.reportsOf()
    for (const filter of wanted.keys()) {
      if (own.has(filter)) continue
      const listening = listenTo(filter)
      own.set(filter, listening)
      listening.catch((error: unknown) => {
        own.delete(filter)
        failed(error)
      })
    }
    for (const [filter, listening] of own) {
      if (wanted.has(filter)) continue
      own.delete(filter)
      listening.then((stop) => stop(), failed)
    }
  }

  const unfollow = kiosks.topics.onTopics(follow)
  follow()
  const finding = await Promise.all(
    findFilters(discovery).map((filter) =>
      bus.subscribe(filter, (message) => {
        const heard = said(message)
        if (heard) kiosks.find(heard)
      }),
    ),
  )
  return async () => {
    isStopped = true
    unfollow()
    for (const stop of finding) stop()
    for (const listening of own.values()) await listening.then((stop) => stop(), failed)
  }
}
