import type { Report } from '@relevo/core/protocol'
import type { Deployment } from '../fleet/deployments/deployment.ts'
import type { DeploymentRig } from './deployment-rig.ts'

/** Tablets of a test, which report what the test lets happen to them. */
export interface Panels {
  /** Hang up so many, on r1. */
  hang(count: number, name?: string): Promise<void>
  /** Each looks what it should run. */
  poll(): Promise<void>
  /** Each that should run a release comes to it, and stays. */
  install(version: string): Promise<void>
  /** Each that should run a release has it, and waits for a person. */
  stage(version: string): Promise<void>
  /** So many of those that should run a release go back from it; the others begin to load it. */
  fail(version: string, count: number): Promise<void>
  /** Let time pass until a deployment is there. */
  until(id: string, phase: string, wave?: number, also?: (deployment: Deployment) => boolean): Promise<Deployment>
  /** Let those who watch have their look, which a crowd of reports waits for. */
  look(id: string): Promise<Deployment>
  /** How many run a release, or are told to. */
  count(version: string, what?: 'run' | 'wanted'): number
  /** How many were told to switch to a release without asking. */
  forced(version: string): number
}

interface Panel {
  id: string
  release: string
  wanted: string
  force: boolean
}

export function panels(rig: DeploymentRig): Panels {
  const all: Panel[] = []
  const say = async (panel: Panel, more: Partial<Report> = {}) => {
    const report: Report = { tablet: panel.id, release: panel.release, phase: 'current', ...more }
    await rig.fleet.checkIn(report, undefined, undefined)
    const news = await rig.fleet.news(undefined, panel.id)
    panel.wanted = news.version
    panel.force = news.force
  }
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    await rig.fleet.flush() // writes take turns by a clock of their own
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }

  const walls: Panels = {
    async hang(count, name = 'lobby') {
      for (let i = 0; i < count; i++) {
        const panel: Panel = { id: `${name}-${i}`, release: 'r1', wanted: 'r1', force: false }
        all.push(panel)
        await say(panel)
      }
    },
    async poll() {
      for (const panel of all) await say(panel)
    },
    async install(version) {
      await walls.poll()
      const going = all.filter(({ release, wanted }) => wanted === version && release !== version)
      for (const phase of ['downloading', 'staged', 'switching'] as const)
        for (const panel of going) await say(panel, { phase, target: version })
      for (const panel of going) panel.release = version
      for (const panel of going) await say(panel, { phase: 'trial' })
      await walls.poll()
      rig.clock.push(60_000)
      await walls.poll()
    },
    async stage(version) {
      for (const panel of all.filter(({ release, wanted }) => wanted === version && release !== version))
        await say(panel, { phase: 'staged', target: version })
    },
    async fail(version, count) {
      await walls.poll()
      const going = all.filter(({ release, wanted }) => wanted === version && release !== version)
      for (const [i, panel] of going.entries()) {
        await say(panel, { phase: 'downloading', target: version })
        if (i < count) await say(panel, { phase: 'rolled_back', target: version, error: 'boot-error' })
      }
    },
    async until(id, phase, wave, also = () => true) {
      for (let turn = 0; turn < 2_000; turn++) {
        await settle()
        const deployment = await rig.fleet.deployments.get(id)
        const { state } = deployment
        const isThere = state.phase === phase && (wave === undefined || state.spread?.wave === wave)
        if (isThere && also(deployment)) return deployment
        rig.clock.jump()
      }
      const { state } = await rig.fleet.deployments.get(id)
      throw new Error(`it never came to ${phase} ${wave}: ${JSON.stringify(state)}`)
    },
    async look(id) {
      await settle()
      rig.clock.push(200)
      await settle()
      return rig.fleet.deployments.get(id)
    },
    count: (version, what = 'run') =>
      all.filter((panel) => (what === 'run' ? panel.release : panel.wanted) === version).length,
    forced: (version) =>
      all.filter(({ wanted, release, force }) => wanted === version && release !== version && force).length,
  }
  return walls
}
