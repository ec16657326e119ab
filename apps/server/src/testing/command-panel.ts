import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished } from 'vitest'
import { commandBoss } from './command-boss.ts'
import { httpEndpoint, type Reply } from './http-endpoint.ts'
import { serverProcess } from './server-process.ts'

/** How production is set up; seconds. */
export interface PanelSettings {
  delay?: number
  interval?: number
  approval?: boolean
}

/** A real server process whose commands and health targets do what the test says, with r1 live in production. */
export type CommandPanel = Awaited<ReturnType<typeof commandPanel>>

/** Start one. Every release is well, and every command works at once, until the test says otherwise. */
export async function commandPanel({ delay = 0, interval = 0, approval = false }: PanelSettings = {}) {
  const data = await mkdtemp(join(tmpdir(), 'relevo-panel-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const boss = await commandBoss()
  const healthOf: Record<string, Reply> = {}
  const app = await httpEndpoint(({ path }) => healthOf[path.slice(1)] ?? { status: 200 })
  const { argv } = boss
  const health = { delay, interval, attempts: 2, targets: [{ http: `${app.url}/{version}` }, { command: argv }] }
  const production = { approval, deployer: { kind: 'command', before: argv, deploy: argv, rollBack: argv }, health }
  // A test asks far more often than people and CI do, so as to come in time.
  const config = { environments: { production }, limits: { perToken: 1_000_000 } }
  await writeFile(join(data, 'relevo.config.json'), JSON.stringify(config))

  const panel = {
    boss,
    /** What the app answers when it is asked for the health of a release. */
    healthOf,
    /** The app that is deployed. */
    app,
    /** The one that runs now. */
    server: await serverProcess(data),
    /** The deployment of r1. */
    first: '',
    async restart() {
      panel.server = await serverProcess(data)
    },
    /** Kill it, and look into its database for the state that it left a deployment in. */
    async killed(id: string): Promise<unknown> {
      await panel.server.kill()
      const db = new DatabaseSync(join(data, 'relevo.db'), { readOnly: true })
      const row = db.prepare('SELECT state FROM deployments WHERE id = ?').get(id)
      db.close()
      return JSON.parse(String(row?.state))
    },
    /** @returns the id of the deployment */
    async order(version: string, wish: { supersede?: boolean } = {}): Promise<string> {
      const { status, body } = await panel.server.call('POST', '/api/deployments', { version, ...wish })
      expect(status).toBe(202)
      return body.data.id
    },
    get: async (id: string) => (await panel.server.call('GET', `/api/deployments/${id}`)).body.data,
    /** Resolves with the deployment when it is in this phase. */
    async reaches(id: string, phase: string) {
      await expect.poll(async () => (await panel.get(id)).phase, { timeout: 20_000, interval: 5 }).toBe(phase)
      return panel.get(id)
    },
    async approve(id: string) {
      expect((await panel.server.call('POST', `/api/deployments/${id}/approve`, {})).status).toBe(200)
    },
  }
  panel.first = await panel.order('r1')
  if (approval) await panel.approve(panel.first)
  await panel.reaches(panel.first, 'success')
  boss.started.splice(0)
  return panel
}
