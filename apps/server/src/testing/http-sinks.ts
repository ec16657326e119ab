import type { FleetEvent } from '../fleet/event.ts'
import type { Letter, Sink } from '../fleet/notices/ports.ts'
import { discordSink } from '../notifiers/discord.ts'
import { slackSink } from '../notifiers/slack.ts'
import { telegramSink } from '../notifiers/telegram.ts'
import { webhookSink } from '../notifiers/webhook.ts'
import { type Arrived, httpEndpoint, type Reply } from './http-endpoint.ts'

/** Every sink's secret is in this word. */
export const SECRET = 'T0k3n_of-a-Sink'
/** What the webhook's deliveries are signed with. */
export const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

const EVENT: FleetEvent = {
  seq: 7,
  at: 1_700_000_000_000,
  type: 'deployment-failed',
  environment: 'production',
  subject: { kind: 'deployment', id: 'd1' },
  data: { version: 'r2' },
}
/** A letter with all that a service might take for its own words. */
export const LETTER: Letter = {
  id: 'letter-1',
  at: 1_700_000_060_500,
  notice: {
    severity: 'critical',
    title: 'a <b> & *c* @everyone',
    lines: ['<!channel>', '[x](http://evil)'],
    link: 'http://relevo/dashboard/#deployment/d1',
    event: EVENT,
  },
}

/** Every service that letters go to over HTTP, at an address of the test's. */
export const SINKS: Record<string, (base: string) => Sink> = {
  slack: (base) => slackSink({ url: `${base}/services/T0/B0/${SECRET}` }),
  discord: (base) => discordSink({ url: `${base}/api/webhooks/1/${SECRET}` }),
  telegram: (base) => telegramSink({ token: `123:${SECRET}`, chat: '-100' }, base),
  webhook: (base) => webhookSink({ url: `${base}/hook?key=${SECRET}`, secret: KEY }),
}

/** Send a letter to an endpoint that answers so: what arrived there, and what came of it. */
export async function sent(name: string, reply?: (request: Arrived) => Reply, letter = LETTER) {
  const endpoint = await httpEndpoint(reply)
  const outcome = await SINKS[name]?.(endpoint.url).send(letter)
  const [request] = endpoint.arrived
  if (!request) throw new Error('nothing arrived')
  return { outcome, request, body: JSON.parse(request.body), arrived: endpoint.arrived }
}
