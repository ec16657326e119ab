import { readConfig } from '@relevo/config'
import { expect } from 'vitest'
import { httpEndpoint, type Reply } from './http-endpoint.ts'
import { serverInTemp, type TestServer, TOKEN } from './server-in-temp.ts'

/** A real server, and an app that is as well as a test says. */
export interface DeploymentServer extends TestServer {
  /** What the app answers when it is asked for the health of a release; it is well otherwise. */
  healthOf: Record<string, Reply>
  /** Resolves when the app was asked so often for the health of a release. */
  asked(count: number): Promise<void>
  /** Order a release in staging, unless `more` says otherwise; the answer. */
  order(version: string, more?: object): ReturnType<TestServer['call']>
  /** Order a release, and wait for the end; the id. */
  deployed(version: string, more?: object): Promise<string>
  /** A deployment, once it has ended. */
  ended(id: string): ReturnType<TestServer['call']>
  /** Make a token with these scopes. */
  token(name: string, scopes: string[]): Promise<{ id: string; token: string }>
  /** A call with another token, and a body as it is. */
  raw(method: string, path: string, body: string | undefined, token?: string): ReturnType<TestServer['call']>
  /** The log's lines about deployments, since the log's line `after`. */
  log(after?: number): Promise<{ seq: number; type: string; actor?: string; id: string }[]>
}

/**
 * A server whose releases r1 to r3 are there. `staging` and `production` ask an app for its health, once and at once; `careful`
 * takes a yes before; `slow` has a hook before it that never ends; `blind` has no way to look, and `shown` nothing that decides.
 */
export async function deploymentServer(): Promise<DeploymentServer> {
  const healthOf: Record<string, Reply> = {}
  const app = await httpEndpoint(({ path }) => healthOf[path.slice(1)] ?? { status: 200, body: 'fine' })
  const looking = (target: object) => ({ delay: 0, interval: 0, attempts: 1, targets: [target] })
  const health = looking({ http: `${app.url}/{version}` })
  const { config } = readConfig({
    env: {},
    file: {
      limits: { perToken: 10_000 },
      environments: {
        staging: { health },
        production: { health },
        careful: { approval: true, health },
        slow: { deployer: { kind: 'command', before: ['sleep', '600'], deploy: ['true'] }, health },
        blind: { health: looking({ command: ['/no/such/program'] }) },
        shown: { health: looking({ http: `${app.url}/{version}`, must: false }) },
      },
    },
  })
  const { environments, limits } = config
  const temp = await serverInTemp({ environments, limits })
  for (const version of ['r1', 'r2', 'r3']) await temp.publish(version, { 'index.html': version })
  const server: DeploymentServer = Object.assign(temp, {
    healthOf,
    asked: app.has,
    order: (version: string, more: object = {}) =>
      temp.call('POST', '/api/deployments', { version, environment: 'staging', ...more }),
    async deployed(version: string, more?: object) {
      const { body } = await server.order(version, more)
      await server.ended(body.data.id)
      return body.data.id
    },
    async ended(id: string) {
      const look = () => temp.call('GET', `/api/deployments/${id}`)
      await expect
        .poll(async () => (await look()).body.data.status, { timeout: 5_000, interval: 5 })
        .toMatch(/^(success|failed|rolled_back)$/)
      return look()
    },
    token: async (name: string, scopes: string[]) =>
      (await temp.call('POST', '/api/tokens', { name, scopes })).body.data,
    async raw(method: string, path: string, body: string | undefined, token = TOKEN) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const response = await fetch(temp.url + path, { method, headers, ...(body !== undefined && { body }) })
      return { status: response.status, body: await response.json() }
    },
    async log(after = 0) {
      const { data } = (await temp.call('GET', `/api/events?after=${after}&limit=1000`)).body
      return data
        .filter(({ subject }: { subject: { kind: string } }) => subject.kind === 'deployment')
        .map(
          ({ seq, type, actor, subject }: { seq: number; type: string; actor?: string; subject: { id: string } }) => ({
            seq,
            type,
            id: subject.id,
            ...(actor !== undefined && { actor }),
          }),
        )
    },
  })
  return server
}
