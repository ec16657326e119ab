import type { RelevoError } from '@relevo/core/errors'
import { type KioskFacts, readLook, restLook } from '@relevo/core/kiosk'
import { isThere, type Kiosk } from './kiosk.ts'
import type { KioskLedger } from './ledger.ts'
import type { KioskWires, RestTarget } from './ports.ts'

/** So many are asked at once. */
const AT_ONCE = 4

/** Asks kiosks how they are. */
export interface Looks {
  /** Ask those that are not heard over MQTT. One that does not answer is not there. */
  around(signal: AbortSignal): Promise<void>
  /** Why it did not answer when it was asked last. */
  troubleOf(id: string): string | undefined
}

export function createLooks({
  ledger,
  wires,
  targetOf,
  now,
  learned,
}: {
  ledger: KioskLedger
  wires: Pick<KioskWires, 'call'>
  targetOf(kiosk: Kiosk): RestTarget | undefined
  now(): number
  /** Something that was not known was learned of a kiosk. */
  learned(id: string): void
}): Looks {
  const troubles = new Map<string, string>()

  const look = async (kiosk: Kiosk, signal: AbortSignal): Promise<KioskFacts> => {
    const request = restLook(kiosk.app)
    try {
      const target = targetOf(kiosk)
      if (!request || !target) return {}
      const facts = readLook(kiosk.app, await wires.call(target, request, signal))
      ledger.heard(kiosk.id, now())
      troubles.delete(kiosk.id)
      return { ...facts, isOnline: true }
    } catch (error) {
      if (signal.aborted) return {}
      troubles.set(kiosk.id, (error as RelevoError).detail ?? String(error))
      return { isOnline: false }
    }
  }

  const lookAt = async (id: string, signal: AbortSignal) => {
    const kiosk = ledger.get(id)
    if (!kiosk) return
    const facts = await look(kiosk, signal)
    const latest = ledger.get(id)
    const isNews = latest && Object.entries(facts).some(([key, fact]) => latest.facts[key as keyof KioskFacts] !== fact)
    if (!isNews) return
    ledger.put({ ...latest, facts: { ...latest.facts, ...facts } })
    learned(id)
  }

  return {
    troubleOf: (id) => troubles.get(id),
    async around(signal) {
      for (const id of troubles.keys()) if (!ledger.get(id)) troubles.delete(id)
      const ids = [...ledger.all()]
        .filter(({ standing, restUrl }) => standing === 'known' && restUrl !== undefined)
        .filter((kiosk) => !(kiosk.place && isThere(kiosk, now()) === true))
        .map(({ id }) => id)
      const worker = async () => {
        for (let id = ids.shift(); id !== undefined && !signal.aborted; id = ids.shift()) await lookAt(id, signal)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
    },
  }
}
