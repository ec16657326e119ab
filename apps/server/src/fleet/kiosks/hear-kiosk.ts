import { isPresenceTopic, readFacts } from '@relevo/core/kiosk'
import type { Kiosk } from './kiosk.ts'
import type { KioskLedger } from './ledger.ts'

/** A message of a kiosk app. */
export interface KioskSaid {
  topic: string
  payload: string
  /** The broker had kept it. */
  retained: boolean
  /** The client id it came from, where the broker tells. */
  from?: string
}

/** Client ids that speak for one place are remembered for this long, ms. */
const SHARED_FOR = 600_000
/** … and so many of them. */
const MOST_CLIENTS = 4

/** What could tell which tablet runs in a kiosk. */
const TELLING = ['shows', 'launchUrl', 'name', 'ip'] as const

/** What kiosk apps say of themselves. */
export interface Hearing {
  /**
   * Take in what an app says; garbage is passed over.
   *
   * @returns whether it said anything that was not known and could tell which tablet runs in it
   */
  hear(kiosk: Kiosk, said: KioskSaid, at: number): boolean
  /** It spoke just now, by the client of this id where that is told. */
  spoke(id: string, from: string | undefined, at: number): void
  /** Has the client of this id spoken on the topics of this kiosk? Who may not write there has not. */
  hasSpoken(id: string, clientId: string): boolean
  /** Several devices speak for this place: two with one base topic. */
  isShared(id: string, at: number): boolean
  forget(id: string): void
}

export function createHearing(ledger: KioskLedger): Hearing {
  const clients = new Map<string, Map<string, number>>()
  const spoke: Hearing['spoke'] = (id, from, at) => {
    ledger.heard(id, at)
    if (from !== undefined) remember(clients, id, from, at)
  }

  return {
    hear(kiosk, { topic, payload, retained, from }, at) {
      const { id, app, place } = kiosk
      const said = place && readFacts(app, place, topic, payload)
      if (!said) return false
      if (!retained) spoke(id, from, at)
      const isPresence = place !== undefined && isPresenceTopic(app, place, topic)
      // Whoever speaks is there; what the broker had kept says so of some time or other.
      const facts = { ...said, ...(!isPresence && !retained && { isOnline: true }) }
      const isNews = Object.entries(facts).some(([key, fact]) => kiosk.facts[key as keyof typeof facts] !== fact)
      if (!isNews) return false
      const isPro = app === 'wallpanel' && facts.isPro === true
      ledger.put({ ...kiosk, ...(isPro && { app: 'wallpanel-pro' }), facts: { ...kiosk.facts, ...facts } })
      return TELLING.some((key) => facts[key] !== undefined && kiosk.facts[key] !== facts[key])
    },
    spoke,
    hasSpoken: (id, clientId) => clients.get(id)?.has(clientId) === true,
    isShared(id, at) {
      const heard = [...(clients.get(id)?.values() ?? [])]
      return heard.filter((last) => at - last < SHARED_FOR).length > 1
    },
    forget: (id) => void clients.delete(id),
  }
}

function remember(clients: Map<string, Map<string, number>>, id: string, from: string, at: number): void {
  const known = clients.get(id) ?? new Map<string, number>()
  clients.set(id, known)
  known.delete(from) // the latest stands last
  known.set(from, at)
  const [oldest] = known.keys()
  if (known.size > MOST_CLIENTS && oldest !== undefined) known.delete(oldest)
}
