import { readStatus, type Topics } from '@relevo/core/protocol'
import type { Logger } from 'pino'
import type { Bus } from '../fleet/bus.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { REPORT_LIMIT } from './access.ts'

/**
 * Hands what tablets say to the fleet. What is no report is logged and dropped: a broken tablet must not stop the others.
 * What the broker kept is from before, and says nothing about who is there now.
 *
 * @returns stops it
 */
export function listenToTablets(bus: Bus, fleet: Fleet, topics: Topics, log: Logger): Promise<() => void> {
  const inform = (tablet: string, heard: Promise<void>) => {
    heard.catch((error: unknown) => log.error({ err: error, tablet }, 'A report could not be written'))
  }
  return bus.subscribe(topics.allStatus, ({ topic, payload, retained, from }) => {
    const tablet = topics.tabletOf(topic)
    if (tablet === undefined || retained || payload.length === 0) return
    const status = payload.length <= REPORT_LIMIT ? readStatus(Buffer.from(payload).toString()) : undefined
    if (status?.tablet !== tablet) {
      log.warn({ tablet, client: from, bytes: payload.length }, 'MQTT status dropped: not a report of this tablet')
    } else if (status.online) {
      const { online: _, ...report } = status
      inform(tablet, fleet.hear(report))
    } else {
      inform(tablet, fleet.lost(tablet))
    }
  })
}
