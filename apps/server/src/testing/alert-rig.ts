import type { AlertRules } from '../fleet/alerts/alert-parts.ts'
import { type Alerts, createAlerts } from '../fleet/alerts/alerts.ts'
import type { AlertStore } from '../fleet/alerts/ports.ts'
import type { Tablet } from '../fleet/tablet.ts'
import { openStore } from '../store/sqlite-store.ts'
import { PushedClock } from './pushed-clock.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** Every rule as it is by default, tablets poll every five minutes. */
export const RULES: AlertRules = {
  poll: 5 * MINUTE,
  settings: {
    'adoption-stalled': { share: 0.9, for: HOUR },
    'error-rate': { share: 0.05, window: HOUR },
    offline: { share: 0.2, for: 15 * MINUTE },
    skew: { releases: 3, for: 24 * HOUR },
    'no-check-ins': { for: 15 * MINUTE },
  },
}

/** Alerts over a real database, of tablets that do what the test says, while time is pushed. */
export interface AlertRig {
  alerts: Alerts
  clock: PushedClock
  tablets: Map<string, Tablet>
  /** The release they should run. */
  desired: string | undefined
  /** What becomes of the next writes; `lost`: it reaches the disk, and nobody hears of it. */
  fault: 'none' | 'refused' | 'lost'
  warnings: string[]
  /** So many tablets that run `r1` and are well. */
  add(count: number, but?: Partial<Tablet>): void
  /** Change some of them, from the first on. */
  change(count: number, but: Partial<Tablet>): void
  /** Let time pass: whoever is online is heard every minute, and the fleet is looked at every 15 s. */
  pass(time: number): Promise<void>
  /** Let time pass at once, as the sleep of a machine does. */
  sleep(time: number): Promise<void>
  /** Set the clock back: who waits waits no longer for it, as timers do. */
  setBack(time: number): Promise<void>
  /** Begin again over the same data, after a while, in which whoever is online was not heard. */
  restart(change?: { after?: number; rules?: AlertRules; environments?: string[] }): Promise<void>
  /** The alerts there are, the latest last, such as `production offline firing`. */
  list(): Promise<string[]>
  /** What the log says of alerts, such as `fired offline`. */
  log(): Promise<string[]>
  /** The id of the only alert that fires. */
  firing(): Promise<string>
  remove(): Promise<void>
}

/** A tablet that is well. */
export function tablet(id: string, at: number, but: Partial<Tablet> = {}): Tablet {
  const since = { releaseSince: at, firstSeen: at, lastSeen: at }
  return { id, environment: 'production', release: 'r1', phase: 'current', online: true, ...since, ...but }
}

export async function alertRig(rules: AlertRules = RULES): Promise<AlertRig> {
  const store = await openStore(':memory:')
  const clock = new PushedClock()
  let ids = 0
  let isAtRest: () => void = () => undefined
  let setBack = new AbortController()
  let rulesNow = rules
  let environments = ['production', 'staging']

  const faulty: AlertStore = {
    ...store.alerts,
    async save(lanes, events) {
      if (rig.fault === 'refused') throw new Error('the disk is full')
      await store.alerts.save(lanes, events)
      if (rig.fault === 'lost') throw new Error('the answer was lost')
    },
  }

  const start = async () => {
    const rest = atRest()
    const world = {
      now: () => clock.now(),
      wait: (until: number, signal: AbortSignal) => {
        isAtRest()
        return clock.wait(until, AbortSignal.any([signal, setBack.signal]))
      },
      newId: () => `a${++ids}`,
      warn: (message: string) => void rig.warnings.push(message),
    }
    rig.alerts = await createAlerts(
      { store: faulty, tablets: () => rig.tablets.values(), desiredOf: () => rig.desired, environments, world },
      rulesNow,
    )
    rig.alerts.start()
    await rest
  }
  const atRest = () =>
    new Promise<void>((resolve) => {
      isAtRest = resolve
    })

  const rig: AlertRig = {
    alerts: undefined as never,
    clock,
    tablets: new Map(),
    desired: 'r1',
    fault: 'none',
    warnings: [],
    add(count, but = {}) {
      for (let i = 0; i < count; i += 1) {
        const id = `t${rig.tablets.size}`
        rig.tablets.set(id, tablet(id, clock.now(), but))
      }
    },
    change(count, but) {
      for (const [id, one] of [...rig.tablets].slice(0, count)) rig.tablets.set(id, { ...one, ...but })
    },
    async pass(time) {
      for (const end = clock.now() + time; clock.now() < end; ) {
        if (clock.now() % MINUTE < 15 * SECOND)
          for (const [id, one] of rig.tablets) if (one.online) rig.tablets.set(id, { ...one, lastSeen: clock.now() })
        await rig.sleep(15 * SECOND)
      }
    },
    async sleep(time) {
      const rest = atRest()
      clock.push(time)
      await rest
    },
    async setBack(time) {
      const rest = atRest()
      const before = setBack
      setBack = new AbortController()
      clock.push(-time)
      before.abort()
      await rest
    },
    async restart({ after = 0, rules: changed = rulesNow, environments: others = environments } = {}) {
      await rig.alerts.stop()
      clock.push(after)
      rulesNow = changed
      environments = others
      await start()
    },
    async list() {
      const { alerts } = await rig.alerts.list({ limit: 100, offset: 0 })
      return alerts
        .reverse()
        .map(({ environment, rule, resolvedAt }) =>
          [environment, rule, resolvedAt === undefined ? 'firing' : 'resolved'].join(' '),
        )
    },
    async log() {
      const { events } = await store.events({ limit: 1_000 })
      return events.map(({ type, data }) =>
        [type.replace('alert-', ''), data.rule, data.again, data.silenced && 'silenced'].filter(Boolean).join(' '),
      )
    },
    async firing() {
      const { alerts } = await rig.alerts.list({ limit: 2, offset: 0, state: 'firing' })
      if (!alerts[0] || alerts[1]) throw new Error(`${alerts.length} alerts fire`)
      return alerts[0].id
    },
    async remove() {
      await rig.alerts.stop()
      await store.close()
    },
  }
  await start()
  return rig
}
