import { readStatus, type Topics } from '@relevo/core/protocol'
import type { Aedes } from 'aedes'
import type { Logger } from 'pino'
import type { Fleet } from '../fleet/fleet.ts'
import { REPORT_LIMIT, tabletOfClient } from './access.ts'

/** Hands what tablets say to the fleet. What is no report is logged and dropped: a broken tablet must not stop the others. */
export function listenToTablets(broker: Aedes, fleet: Fleet, topics: Topics, log: Logger): void {
  const inform = (tablet: string, heard: Promise<void>) => {
    heard.catch((error: unknown) => log.error({ err: error, tablet }, 'A report could not be written'))
  }

  broker.on('publish', ({ topic, payload }, client) => {
    if (!client) return // our own
    const tablet = topics.tabletOf(topic)
    if (tablet === undefined) return
    const status = payload.length <= REPORT_LIMIT ? readStatus(payload.toString()) : undefined
    if (status?.tablet !== tablet) {
      log.warn({ tablet, client: client.id, bytes: payload.length }, 'MQTT status dropped: not a report of this tablet')
    } else if (status.online) {
      const { online: _, ...report } = status
      inform(tablet, fleet.hear(report))
    } else {
      inform(tablet, fleet.lost(tablet))
    }
  })

  // A connection that is alive is a sign of life, also between two reports.
  broker.on('ping', (_packet, client) => {
    const tablet = client.id ? tabletOfClient(client.id) : undefined
    if (tablet !== undefined) fleet.seen(tablet)
  })
}
