import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from '@fastify/type-provider-zod'
import { RelevoError } from '@relevo/core/errors'
import Fastify, { type FastifyRequest } from 'fastify'
import { releaseOf } from '../fleet/release.ts'
import type { WebhookRules } from '../fleet/webhooks/decide.ts'
import type { DeployDesk, DeployOrder, WebhookStore } from '../fleet/webhooks/ports.ts'
import { createReceiver } from '../fleet/webhooks/receive.ts'
import { tellHowTheyCame } from '../http/came-by.ts'
import { answerErrors } from '../http/errors.ts'
import { trustedProxies } from '../http/proxies.ts'
import { webhookRoutes } from '../http/webhooks.ts'
import { type OpenData, openData } from '../store/index.ts'
import { signatureOf } from './github-payloads.ts'
import { manifestOf, TOKEN } from './server-in-temp.ts'

export const SECRET = 'It’s a secret to everybody'

/** A desk that keeps its keys, as every desk must, for as long as the test lasts; servers come and go before it. */
interface MemoryDesk extends DeployDesk {
  /** The orders that made a deployment; the first one is `d1`. */
  orders: DeployOrder[]
  /** What it answers instead, while it is set. */
  trouble?: Error | undefined
}

/** A server with the webhook's route only, over a real database. */
export interface WebhookServer {
  url: string
  desk: MemoryDesk
  data: OpenData
  /** Deliver as GitHub does; each delivery has another name, unless `headers` gives it one. */
  deliver(event: string, payload: unknown, headers?: Record<string, string | undefined>): Promise<Answer>
  post(body: string | Buffer, headers: Record<string, string | undefined>): Promise<Answer>
  /** A plain order with the token. */
  order(body: unknown): Promise<Answer>
  /** From now on the desk answers only once this many more requests are in the server. */
  holdUntil(requests: number): void
  publish(version: string, commit: string): Promise<void>
  events(): Promise<Record<string, unknown>[]>
  openapi(): Promise<Record<string, unknown>>
  /** Stop it and start another over the same folder, with a store that `wrapped` may change. */
  restart(wrapped?: (store: WebhookStore) => WebhookStore): Promise<void>
  remove(): Promise<void>
}

interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  body: any
}

/** What a test's server is set up with. */
export interface WebhookSetUp {
  rules: WebhookRules
  secrets?: string[]
  now?: () => number
}

/** Start a server for a test. */
export async function webhookServer(setUp: WebhookSetUp): Promise<WebhookServer> {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-webhooks-'))
  let arrived: () => void = () => undefined
  let stop: () => Promise<void> = async () => undefined
  const server: WebhookServer = {
    url: '',
    desk: memoryDesk(),
    data: undefined as never, // until it is started, below
    deliver(event, payload, headers) {
      const body = JSON.stringify(payload)
      return server.post(body, {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': signatureOf(body, SECRET),
        ...headers,
      })
    },
    async post(body, given) {
      const headers = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const response = await fetch(server.url, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    order: (body) =>
      server.post(JSON.stringify(body), { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` }),
    holdUntil(requests) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const { request } = server.desk
      server.desk.request = (order) => promise.then(() => request(order))
      let missing = requests
      arrived = () => {
        missing -= 1
        if (missing === 0) resolve()
      }
    },
    publish: (version, commit) =>
      server.data.store.addRelease(releaseOf({ manifest: manifestOf(version, { 'index.html': version }), commit }, 1), {
        at: 1,
        type: 'release-published',
        subject: { kind: 'release', id: version },
        data: {},
      }),
    events: async () =>
      (await server.data.store.events({ limit: 1_000 })).events
        .filter(({ type }) => type === 'webhook-received')
        .map(({ subject, environment, data }) => ({ subject, environment, ...data })),
    openapi: async () => (await fetch(new URL('/openapi.json', server.url))).json() as Promise<Record<string, unknown>>,
    async restart(wrapped = (store) => store) {
      await stop()
      server.data = await openData(folder)
      const { url, close } = await listen(server, setUp, wrapped(server.data.store.webhooks), () => arrived())
      server.url = `${url}/api/webhooks/deploy`
      stop = async () => {
        await close()
        await server.data.store.close()
      }
    },
    async remove() {
      await stop()
      await rm(folder, { recursive: true })
    },
  }
  await server.restart()
  return server
}

async function listen({ desk, data }: WebhookServer, setUp: WebhookSetUp, store: WebhookStore, arrived: () => void) {
  const { rules, secrets = [SECRET], now = () => Date.parse('2019-06-01T00:00:00Z') } = setUp
  const world = { now, newId: () => randomUUID() }
  const receiver = createReceiver({ store, desk, releases: data.store.webhooks, world }, rules)
  const app = Fastify({ bodyLimit: 1_024 }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerErrors)
  app.decorateRequest('caller', null)
  tellHowTheyCame(app, trustedProxies([]))
  app.addHook('preHandler', async () => arrived())
  await app.register(swagger, { openapi: { openapi: '3.1.0' }, transform: jsonSchemaTransform })
  const admit = async (request: FastifyRequest) => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) throw new RelevoError('unauthorized')
    request.caller = { kind: 'root' }
  }
  const nothing = async () => undefined
  const parts = { receiver, secrets, admit, limits: { wrongSignature: nothing, maySign: nothing } }
  await app.register(async (api) => webhookRoutes(api.withTypeProvider<ZodTypeProvider>(), parts), { prefix: '/api' })
  app.get('/openapi.json', async () => app.swagger())
  return { url: await app.listen({ port: 0, host: '127.0.0.1' }), close: () => app.close() }
}

function memoryDesk(): MemoryDesk {
  const desk: MemoryDesk = {
    orders: [],
    async request(order) {
      if (desk.trouble) throw desk.trouble
      const index = desk.orders.findIndex(({ key }) => key === order.key)
      if (index >= 0) return { deployment: `d${index + 1}`, duplicate: true }
      return { deployment: `d${desk.orders.push(order)}`, duplicate: false }
    },
  }
  return desk
}

/** A refusal of the desk. */
export function refusal(code: ConstructorParameters<typeof RelevoError>[0]): RelevoError {
  return new RelevoError(code, 'r1')
}
