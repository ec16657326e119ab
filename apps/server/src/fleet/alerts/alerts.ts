import { type AlertEvent, isSilenced } from '@relevo/core/alerts'
import { RelevoError } from '@relevo/core/errors'
import type { Alert, Lane, ListedAlert } from './alert.ts'
import type { AlertParts, AlertRules } from './alert-parts.ts'
import { createLanes } from './lanes.ts'
import type { AlertQuery } from './ports.ts'
import { createWatch } from './watch.ts'

/** What the fleet is looked at for: rules that fire, and what people do about them. */
export interface Alerts {
  /** Those that fire first, then the latest. @throws RelevoError `environment-unknown` */
  list(query: AlertQuery): Promise<{ alerts: ListedAlert[]; count: number }>
  /** @throws RelevoError `alert-unknown` */
  get(id: string): Promise<ListedAlert>
  /**
   * Say that somebody cares for it: no reminder is sent any more. The first one to say so stays.
   *
   * @throws RelevoError `alert-unknown`, `alert-resolved` when it was over before anybody said so
   */
  acknowledge(id: string, by: string, note?: string): Promise<ListedAlert>
  /**
   * Tell nobody of this rule in that environment for a while, also when it fires anew.
   *
   * @param duration milliseconds from now
   * @throws RelevoError `alert-unknown`
   */
  silence(id: string, duration: number, by: string): Promise<ListedAlert>
  /** Lift the silence. @throws RelevoError `alert-unknown` */
  unsilence(id: string, by: string): Promise<ListedAlert>
  /** Begin to look at the fleet, again and again. */
  start(): void
  /** Look no more; resolves when nothing is under way. */
  stop(): Promise<void>
}

/** Bring the alerts to life from their store; nothing is looked at before `start`. */
export async function createAlerts(parts: AlertParts, rules: AlertRules): Promise<Alerts> {
  const { store, environments, world } = parts
  const lanes = await createLanes(parts, rules)
  const watch = createWatch(lanes, parts, rules)

  const listed = (lane: Lane, alert = lane.alert): ListedAlert[] => {
    if (!alert) return []
    // The store may be some minutes behind with what was measured.
    const latest = lane.alert?.id === alert.id ? lane.alert : alert
    const { silencedUntil } = lane.state
    return [{ ...latest, ...(isSilenced(lane.state, world.now()) && silencedUntil !== undefined && { silencedUntil }) }]
  }

  const get = async (id: string): Promise<ListedAlert> => {
    const alert = await store.get(id)
    const [found] = alert ? listed(lanes.of(alert.rule, alert.environment), alert) : []
    if (!found) throw new RelevoError('alert-unknown', id)
    return found
  }

  /** Let a person's wish happen to the lane of an alert. */
  const decide = async ({ id, rule, environment }: Alert, by: string, event: AlertEvent) => {
    await lanes.apply({ rule, environment, event }, { actor: by, alert: id })
    return get(id)
  }

  return {
    async list(query) {
      const { environment } = query
      if (environment !== undefined && !environments.includes(environment))
        throw new RelevoError('environment-unknown', environment)
      const { alerts, count } = await store.list(query)
      return { alerts: alerts.flatMap((alert) => listed(lanes.of(alert.rule, alert.environment), alert)), count }
    },
    get,
    async acknowledge(id, by, note) {
      const event = { type: 'acknowledged', by, at: world.now(), ...(note !== undefined && { note }) } as const
      const alert = await decide(await get(id), by, event)
      if (alert.acknowledged) return alert
      throw new RelevoError('alert-resolved', new Date(alert.resolvedAt ?? event.at).toISOString())
    },
    async silence(id, duration, by) {
      const at = world.now()
      return decide(await get(id), by, { type: 'silenced', until: at + duration, at })
    },
    unsilence: async (id, by) => decide(await get(id), by, { type: 'unsilenced', at: world.now() }),
    start: watch.start,
    stop: watch.stop,
  }
}
