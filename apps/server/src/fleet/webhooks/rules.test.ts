import { describe, expect, test } from 'vitest'
import { decide, type WebhookRules } from './decide.ts'
import type { DeployDelivery, DeployEvent } from './delivery.ts'
import { advance, isOlder } from './line.ts'
import { versionOf } from './version-of.ts'

const RULES: WebhookRules = {
  environments: {
    staging: { branches: ['develop', 'main'], deployer: 'hosted' },
    production: { branches: ['main', 'master'], deployer: 'command' },
    told: { branches: ['told'], deployer: 'notify' },
  },
}

const delivery = (event: DeployEvent, branch: string, more: Partial<DeployDelivery> = {}): DeployDelivery => ({
  kind: 'deploy',
  event,
  branch,
  ...more,
})

describe('where a delivery goes', () => {
  test.each<[string, DeployDelivery, string]>([
    ['a run, to a hosted environment', delivery('workflow_run', 'develop'), 'staging'],
    ['a push, where a command deploys', delivery('push', 'master'), 'production'],
    ['a push, where somebody else deploys', delivery('push', 'told'), 'told'],
    ['a branch of two environments, to the first', delivery('workflow_run', 'main'), 'staging'],
    ['a release, by its branch', delivery('release', 'master'), 'production'],
    ['what names its environment, whatever its branch', delivery('deployment', 'x', { environment: 'told' }), 'told'],
  ])('%s', (_name, given, environment) => {
    expect(decide(given, RULES)).toMatchObject({ environment })
  })

  test.each<[string, DeployDelivery, string, RegExp]>([
    ['a push, where runs count', delivery('push', 'develop'), 'other-event', /staging is deployed by workflow_run/],
    ['a run, where pushes count', delivery('workflow_run', 'master'), 'other-event', /production is deployed by push/],
    ['a branch nobody wants', delivery('push', 'feature'), 'branch-unknown', /feature/],
    ['a branch in another case', delivery('push', 'Master'), 'branch-unknown', /Master/],
    ['an unknown environment', delivery('deployment', 'main', { environment: 'mars' }), 'environment-unknown', /mars/],
    [
      'an environment that every object seems to have',
      delivery('deployment', 'main', { environment: 'constructor' }),
      'environment-unknown',
      /constructor/,
    ],
  ])('%s goes nowhere', (_name, given, reason, detail) => {
    expect(decide(given, RULES)).toEqual({ reason, detail: expect.stringMatching(detail) })
  })

  test('only the events that are chosen count, and the one of push and run that is chosen counts everywhere', () => {
    const pushes: WebhookRules = { ...RULES, events: ['push', 'deployment'] }
    expect(decide(delivery('push', 'develop'), pushes)).toMatchObject({ environment: 'staging' })
    expect(decide(delivery('workflow_run', 'develop'), pushes)).toMatchObject({ reason: 'event-off' })
    expect(decide(delivery('release', 'develop'), pushes)).toMatchObject({ reason: 'event-off' })
    const both: WebhookRules = { ...RULES, events: ['push', 'workflow_run'] }
    expect(decide(delivery('push', 'develop'), both)).toMatchObject({ reason: 'other-event' })
    expect(decide(delivery('push', 'master'), both)).toMatchObject({ environment: 'production' })
  })
})

describe('the order on a line', () => {
  const at = { environment: 'production', event: 'push' as const, branch: 'main' }

  test('what is older is late; the same moment is not', () => {
    const line = advance(undefined, { ...at, head: 'a', moment: 5 })
    expect([4, 5, 6].map((moment) => isOlder(moment, line))).toEqual([true, false, false])
    expect(isOlder(4, undefined)).toBe(false)
  })

  test('a head is there since it came, and anew when another one was there in between', () => {
    const first = advance(undefined, { ...at, head: 'a', moment: 5 })
    const again = advance(first, { ...at, head: 'a', moment: 7 })
    expect(again).toEqual({ ...at, head: 'a', newest: 7, since: 5 })
    const other = advance(again, { ...at, head: 'b', moment: 8 })
    expect(advance(other, { ...at, head: 'a', moment: 9 })).toMatchObject({ head: 'a', since: 9 })
  })
})

describe('the version of a delivery', () => {
  const commit = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334'
  const none = { releaseOfCommit: async () => undefined }
  const some = { releaseOfCommit: async (asked: string) => (asked === commit ? 'r7' : undefined) }

  test('is the release that was built from its commit, whoever deploys and whatever its tag', async () => {
    expect(await versionOf({ commit, tag: 'v1' }, 'hosted', some)).toEqual({ version: 'r7' })
    expect(await versionOf({ commit, committedAt: 0 }, 'command', some)).toEqual({ version: 'r7' })
  })

  test('is its tag, else a name by the day of the commit in UTC, where we do not host it', async () => {
    const committedAt = Date.parse('2025-03-30T23:30:00-04:00')
    expect(await versionOf({ commit, committedAt, moment: 0 }, 'command', none)).toEqual({
      version: '20250331-a1b2c3d',
    })
    expect(await versionOf({ commit, moment: 0 }, 'notify', none)).toEqual({ version: '19700101-a1b2c3d' })
    expect(await versionOf({ commit, committedAt, tag: 'v1.4.0' }, 'command', none)).toEqual({ version: 'v1.4.0' })
  })

  test('is missing while nothing was published, and where nothing makes a name', async () => {
    const early = await versionOf({ commit, committedAt: 0 }, 'hosted', none)
    expect(early).toEqual({ reason: 'no-release', detail: expect.stringMatching(/a1b2c3d: publish it first/) })
    expect(await versionOf({ tag: 'release/1' }, 'hosted', none)).toMatchObject({ reason: 'no-release' })
    expect(await versionOf({ tag: 'release/1' }, 'command', none)).toMatchObject({ reason: 'no-version' })
  })
})
