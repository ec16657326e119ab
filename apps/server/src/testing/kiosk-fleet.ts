import type { KioskMessage, KioskRequest } from '@relevo/core/kiosk'
import type { NewEvent } from '../fleet/event.ts'
import { createKiosks } from '../fleet/kiosks/create-kiosks.ts'
import type { Kiosk } from '../fleet/kiosks/kiosk.ts'
import type { KioskStore, RestTarget } from '../fleet/kiosks/ports.ts'

/** Kiosks over a store in memory, with a clock that is pushed, and on record what they were told. */
export async function kioskFleet(tablets: readonly string[] = ['hall', 'attic']) {
  const rows = new Map<string, Kiosk>()
  const events: NewEvent[] = []
  const published: KioskMessage[] = []
  const called: { target: RestTarget; request: KioskRequest }[] = []
  const known = new Set(tablets)
  const aliases = new Map<string, string>()
  let now = 1_000_000
  const rig = {
    rows,
    events,
    published,
    called,
    known,
    aliases,
    /** What the next write, publish or call fails with. */
    failing: { save: undefined, publish: undefined, call: undefined } as Record<string, Error | undefined>,
    /** What a request is answered with. */
    answer: '{}',
    writes: 0,
    /** What happens while something is being written. */
    meanwhile: undefined as (() => void) | undefined,
    now: () => now,
    push(ms: number) {
      now += ms
    },
    types: () => events.map(({ type }) => type),
    /** The same store in another process. */
    again: () => create(),
  }
  const store: KioskStore = {
    all: async () => [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async save({ put, gone }, lines) {
      await rig.meanwhile?.()
      if (rig.failing.save) throw rig.failing.save
      rig.writes++
      for (const kiosk of put) rows.set(kiosk.id, kiosk)
      for (const id of gone) rows.delete(id)
      events.push(...lines)
    },
  }
  const resolve = (id: string) => aliases.get(id) ?? id
  const create = () =>
    createKiosks({
      store,
      wires: {
        async publish(message) {
          if (rig.failing.publish) throw rig.failing.publish
          published.push(message)
        },
        async call(target, request) {
          called.push({ target, request })
          if (rig.failing.call) throw rig.failing.call
          return rig.answer
        },
      },
      seal: {
        close: (secret, owner) => `${owner}:${[...secret].reverse().join('')}`,
        open: (sealed, owner) =>
          sealed.startsWith(`${owner}:`) ? [...sealed.slice(owner.length + 1)].reverse().join('') : undefined,
      },
      guard: { dropKiosk: async () => undefined },
      tablets: {
        resolve,
        namesOf: (id) => [resolve(id), ...[...aliases].filter(([, to]) => to === resolve(id)).map(([from]) => from)],
        isKnown: (id) => known.has(resolve(id)),
      },
      world: { now: rig.now },
      discovery: 'homeassistant',
      reserved: ['intercom/', 'homeassistant/'],
    })
  return { ...rig, rig, kiosks: await create() }
}
