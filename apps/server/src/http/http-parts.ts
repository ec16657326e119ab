import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ZodTypeProvider } from '@fastify/type-provider-zod'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { Access } from '../fleet/access/access.ts'
import type { Alerts } from '../fleet/alerts/alerts.ts'
import type { Doctor } from '../fleet/doctor/doctor.ts'
import type { StrangeProxies } from '../fleet/doctor/strange-proxies.ts'
import type { Enrolment } from '../fleet/enrolment/enrolment.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { History } from '../fleet/history/history.ts'
import type { Kiosks } from '../fleet/kiosks/kiosks.ts'
import type { Ladders } from '../fleet/ladder/ladders.ts'
import type { Live } from '../fleet/live/live.ts'
import type { PostOffice } from '../fleet/notices/post-office.ts'
import type { ReadinessProbe } from '../fleet/readiness.ts'
import type { StormWatch } from '../fleet/storms/storm-watch.ts'
import type { Receiver } from '../fleet/webhooks/receive.ts'
import type { CameBy } from './came-by.ts'
import type { LimitSettings } from './limit-settings.ts'
import type { StreamLimits } from './live/streams.ts'
import type { PackedFileStore } from './packed-file-store.ts'
import type { ReleaseFileStore } from './release-file-store.ts'
import type { WaitingLine } from './waiting-line.ts'

/** A Fastify server whose routes are typed by their zod schemas. */
export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

/** What the routes work with. */
export interface HttpParts {
  fleet: Fleet
  kiosks: Kiosks
  live: Live
  history: History
  access: Access
  enrolment: Enrolment
  office: PostOffice
  alerts: Alerts
  ladders: Ladders
  files: ReleaseFileStore
  packed: PackedFileStore
  receiver: Receiver
  readiness: ReadinessProbe
  storms: Pick<StormWatch, 'ask' | 'left'>
  line: WaitingLine
  doctor: Doctor
  strangeProxies: Pick<StrangeProxies, 'checkedIn'>
  log: FastifyBaseLogger
}

/** How the server shows itself. */
export interface HttpSettings {
  /** Path the app is hosted under; starts and ends with a slash. */
  base: string
  /** Largest file of a release, bytes. */
  maxFile: number
  /** Folder of the built dashboard. */
  dashboard: string
  /** Milliseconds after which a connection on which nothing moves is cut. */
  idle: number
  /** Secrets a webhook may be signed with. */
  webhookSecrets: readonly string[]
  /** Who is believed about where others are. */
  proxies: CameBy
  /** How often callers may call. */
  limits: LimitSettings
  /** Where people and tablets reach the server; absent = wherever a caller reached it. */
  publicUrl?: string
  /** Where MQTT is spoken over TCP, once it is. */
  mqttPort(): number | undefined
  /** How many may follow the log live, and how much may wait for each. */
  streams: StreamLimits
}
