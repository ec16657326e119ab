import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Access } from '../fleet/access/access.ts'
import type { Alerts } from '../fleet/alerts/alerts.ts'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { History } from '../fleet/history/history.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'
import type { Ladders } from '../fleet/ladder/ladders.ts'
import type { Live } from '../fleet/live/live.ts'
import type { PostOffice } from '../fleet/notices/post-office.ts'
import type { Receiver } from '../fleet/webhooks/receive.ts'
import { createApp } from './app.ts'
import { USUAL_LIMITS } from './limit-settings.ts'
import { USUAL_STREAMS } from './live/streams.ts'
import { waitingLine } from './waiting-line.ts'

const NEWS = { version: 'r1', force: false, publishedAt: 0, blocked: [] }

function appWith(checkIn: Fleet['checkIn'], news: Fleet['news']) {
  const fleet = { checkIn, news } as Fleet // the route uses no more of it
  const office = {} as PostOffice // nor any of this
  const alerts = {} as Alerts
  const ladders = {} as Ladders
  const receiver = {} as Receiver
  const access = {} as Access
  const enrolment = { admit: (report: object) => ({ report, isRenamed: false }) } as unknown as Enrolment
  const files = { root: '', pathOf: () => '', put: async () => false }
  const packed = { root: '', formPath: () => '', patchPath: () => '' }
  const readiness = { look: async () => ({ status: 'ready' as const, at: 0, checks: [] }) }
  const live = { listen: () => () => undefined } as unknown as Live
  const history = {} as History
  const doctor = { examine: async () => [] }
  const limits = USUAL_LIMITS
  const proxies = { addressOf: () => '', schemeOf: () => 'http' as const, strangeProxyOf: () => undefined }
  const shown = { base: '/', dashboard: '/nowhere', idle: 0, maxFile: 1, webhookSecrets: [], mqttPort: () => undefined }
  const kiosks = { checkedIn: () => undefined } as unknown as Kiosks
  const settings = { ...shown, proxies, limits, streams: USUAL_STREAMS }
  return createApp(
    {
      fleet,
      kiosks,
      live,
      history,
      access,
      enrolment,
      office,
      alerts,
      ladders,
      files,
      packed,
      receiver,
      readiness,
      storms: { ask: () => undefined, left: () => undefined },
      line: waitingLine(),
      doctor,
      strangeProxies: { checkedIn: () => undefined },
      log: pino({ level: 'silent' }),
    },
    settings,
  )
}

test('a check-in is answered when it is on disk: the tablet takes the answer as a receipt', async () => {
  const order: string[] = []
  const app = await appWith(
    async () => {
      await new Promise((resolve) => setImmediate(resolve))
      order.push('written')
      return true
    },
    async () => {
      order.push('answered')
      return NEWS
    },
  )
  await app.inject('/config/version.json?tablet=hall&release=r1')
  expect(order).toEqual(['written', 'answered'])
})

test('a check-in that cannot be written does not cost the tablet its news', async () => {
  const app = await appWith(
    () => Promise.reject(new Error('disk full')),
    async () => NEWS,
  )
  const response = await app.inject('/config/version.json?tablet=hall&release=r1')
  expect([response.statusCode, response.json().version]).toEqual([200, 'r1'])
})
