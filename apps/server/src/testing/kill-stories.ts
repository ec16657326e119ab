import { expect } from 'vitest'
import type { CommandPanel, PanelSettings } from './command-panel.ts'

/** A deployment of r2, the place where its server is killed, and what has to come of it all the same. */
export interface KillStory {
  settings?: PanelSettings
  /** Lead it to the place. @returns the id */
  lead(panel: CommandPanel): Promise<string>
  /** What has to be in the database there. */
  left: object
  /** What changes while the server is down. */
  meanwhile?(panel: CommandPanel): void
  /** What somebody does after the restart. */
  afterwards?(panel: CommandPanel, id: string): Promise<unknown>
  end: 'success' | 'rolled-back'
  /** Every program that was started, all in all. */
  started: string[]
  /** Every look at health. */
  checks: string[]
}

const THERE = ['prepare r2', 'deploy r2']
const AND_BACK = [...THERE, 'check r2', 'check r2', 'roll-back r1']
const looks = (round: string, attempt: number, app: 'healthy' | 'unhealthy' = 'healthy') => [
  `${round} ${attempt} http ${app}`,
  `${round} ${attempt} command healthy`,
]
const SICK = [...looks('forward', 1, 'unhealthy'), ...looks('forward', 2, 'unhealthy')]

/** By the place. */
export const KILL_STORIES: Record<string, KillStory> = {
  'awaiting-approval': {
    settings: { approval: true },
    lead: (panel) => panel.order('r2'),
    left: { phase: 'awaiting-approval' },
    afterwards: (panel, id) => panel.reaches(id, 'awaiting-approval').then(() => panel.approve(id)),
    end: 'success',
    started: [...THERE, 'check r2'],
    checks: looks('forward', 1),
  },
  pending: {
    lead: behindDeafCommand,
    left: { phase: 'pending' },
    end: 'success',
    started: [...THERE, 'check r2'],
    checks: looks('forward', 1),
  },
  preparing: {
    lead: (panel) => midway(panel, 'prepare r2'),
    left: { phase: 'preparing' },
    end: 'success',
    started: ['prepare r2', ...THERE, 'check r2'],
    checks: looks('forward', 1),
  },
  deploying: {
    lead: (panel) => midway(panel, 'deploy r2'),
    left: { phase: 'deploying' },
    end: 'success',
    started: [...THERE, 'deploy r2', 'check r2'],
    checks: looks('forward', 1),
  },
  settling: {
    settings: { delay: 2 },
    lead: (panel) => waiting(panel, 'settling'),
    left: { phase: 'settling', until: expect.any(Number) },
    end: 'success',
    started: [...THERE, 'check r2'],
    checks: looks('forward', 1),
  },
  'checking, in the middle of a look': {
    lead: (panel) => looking(panel, 'r2'),
    left: { phase: 'checking', attempt: 1 },
    meanwhile: ({ healthOf }) => delete healthOf.r2,
    end: 'success',
    started: [...THERE, 'check r2', 'check r2'],
    checks: looks('forward', 1),
  },
  'checking, between two looks': {
    settings: { interval: 2 },
    lead: betweenLooks,
    left: { phase: 'checking', attempt: 2, until: expect.any(Number) },
    meanwhile: ({ healthOf }) => delete healthOf.r2,
    end: 'success',
    started: [...THERE, 'check r2', 'check r2'],
    checks: [...looks('forward', 1, 'unhealthy'), ...looks('forward', 2)],
  },
  'rolling-back': {
    lead: (panel) => midway(withSickR2(panel), 'roll-back r1'),
    left: { phase: 'rolling-back', live: true, back: { version: 'r1' }, reason: 'health-failed' },
    end: 'rolled-back',
    started: [...AND_BACK, 'roll-back r1', 'check r1'],
    checks: [...SICK, ...looks('back', 1)],
  },
  'settling-back': {
    settings: { delay: 2 },
    lead: (panel) => waiting(withSickR2(panel), 'settling-back'),
    left: { phase: 'settling-back', until: expect.any(Number), back: { version: 'r1' } },
    end: 'rolled-back',
    started: [...AND_BACK, 'check r1'],
    checks: [...SICK, ...looks('back', 1)],
  },
  'checking-back': {
    lead: (panel) => looking(withSickR2(panel), 'r1'),
    left: { phase: 'checking-back', attempt: 1, back: { version: 'r1' } },
    meanwhile: ({ healthOf }) => delete healthOf.r1,
    end: 'rolled-back',
    started: [...AND_BACK, 'check r1', 'check r1'],
    checks: [...SICK, ...looks('back', 1)],
  },
}

function withSickR2(panel: CommandPanel): CommandPanel {
  panel.healthOf.r2 = { status: 503 }
  return panel
}

/** Up to a command that has begun and goes on, and whose first line is kept. */
async function midway(panel: CommandPanel, command: string): Promise<string> {
  const begun = panel.boss.hold(command)
  const id = await panel.order('r2')
  await begun
  const texts = async () => (await panel.get(id)).output.map(({ text }: { text: string }) => text)
  await expect.poll(texts, { timeout: 20_000, interval: 5 }).toContain(command)
  return id
}

/** Up to where it waits for a command of the deployment that it superseded to stop. */
async function behindDeafCommand(panel: CommandPanel): Promise<string> {
  const begun = panel.boss.hold('deploy r0')
  await panel.order('r0')
  await (await begun).stay()
  panel.boss.started.splice(0)
  return panel.order('r2', { supersede: true })
}

async function waiting(panel: CommandPanel, phase: string): Promise<string> {
  const id = await panel.order('r2')
  await panel.reaches(id, phase)
  return id
}

/** Up to the first look at a release, whose app does not answer. */
async function looking(panel: CommandPanel, version: string): Promise<string> {
  const { boss, app, healthOf } = panel
  healthOf[version] = 'hang'
  const before = app.arrived.length
  const id = await panel.order('r2')
  const isAsked = () => app.arrived.slice(before).some(({ path }) => path === `/${version}`)
  const isLooking = () => isAsked() && boss.started.includes(`check ${version}`)
  await expect.poll(isLooking, { timeout: 20_000, interval: 5 }).toBe(true)
  return id
}

async function betweenLooks(panel: CommandPanel): Promise<string> {
  const id = await withSickR2(panel).order('r2')
  const checks = async () => (await panel.get(id)).checks
  await expect.poll(checks, { timeout: 20_000, interval: 5 }).toHaveLength(2)
  // What was seen is kept right before what comes of it: two answers later that is kept too.
  for (const _ of [1, 2]) await panel.get(id)
  return id
}
