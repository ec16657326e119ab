import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Deployment, DeploymentQuery } from '../fleet/deployments/deployment.ts'
import type { NewEvent } from '../fleet/event.ts'
import type { Kiosk } from '../fleet/kiosks/kiosk.ts'
import { releaseOf } from '../fleet/release.ts'
import type { Tablet } from '../fleet/tablet.ts'
import type { Alias } from '../fleet/tablets/alias.ts'
import type { Card } from '../fleet/tablets/card.ts'
import type { ClosableStore } from './sqlite-store.ts'

/** What every store keeps to. `reopen` opens the same data again. */
export function storeContract(
  name: string,
  setUp: () => Promise<{ reopen(): Promise<ClosableStore>; remove(): Promise<void> }>,
) {
  describe(name, () => {
    let place: Awaited<ReturnType<typeof setUp>>
    let store: ClosableStore
    beforeEach(async () => {
      place = await setUp()
      store = await place.reopen()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })
    const again = async () => {
      await store.close()
      store = await place.reopen()
    }
    const add = (version: string, at: number) => store.addRelease(release(version, at), event('release', version))
    const current = async (version: string, at: number, name = 'production') => {
      const environment = {
        name,
        current: version,
        force: true,
        retry: 'x',
        changedAt: at,
        notes: 'n',
        deployment: 'd',
      }
      const { revision } = (await store.deployments.get('d')) ?? { revision: 0 }
      if (revision === 0) await store.deployments.add(deployment('d', {}), [], [])
      await store.deployments.save(deployment('d', { revision: Math.max(1, revision) + 1 }), {
        environment,
        events: [event('environment', name)],
      })
    }

    test('begins with production, and nothing current in it', async () => {
      expect(await store.environments()).toEqual([{ name: 'production', force: false }])
    })

    test('gives back what it was given, also when it was opened again', async () => {
      await add('r1', 1)
      await current('r1', 2)
      await store.saveTablets([full, bare, half], [event('tablet', full.id)])
      await again()
      expect(await store.release('r1')).toEqual(release('r1', 1))
      expect(await store.environments()).toEqual([
        { name: 'production', current: 'r1', force: true, retry: 'x', changedAt: 2, notes: 'n', deployment: 'd' },
      ])
      expect(await store.tablets()).toEqual([bare, full, half])
      const { events, count } = await store.events({ limit: 10 })
      expect([count, events.map(({ seq: _, ...rest }) => rest)]).toEqual([
        3,
        [event('release', 'r1'), event('environment', 'production'), event('tablet', full.id)],
      ])
    })

    test('a tablet is replaced as a whole', async () => {
      await store.saveTablets([full], [])
      await store.saveTablets([{ ...bare, id: full.id }], [])
      expect(await store.tablets()).toEqual([{ ...bare, id: full.id }])
    })

    test('kiosks come back as they were kept, and go with the lines that tell of it, all or nothing', async () => {
      const whole: Kiosk = {
        id: 'hall',
        standing: 'known',
        app: 'fully',
        name: 'Hall',
        place: { base: 'fully/', device: 'x-1' },
        restUrl: 'http://192.168.1.7:2323',
        secret: 'sealed',
        link: { tablet: 'full', confidence: 'said', how: 'person', at: 3 },
        facts: { shows: 'http://panel/', isOnline: true, battery: 3 },
        foundBy: 'device-info',
        clientId: 'c',
        since: 1,
        lastHeard: 2,
      }
      const bareOne: Kiosk = { id: 'attic', standing: 'found', app: 'wallpanel', facts: {}, since: 1 }
      const based: Kiosk = { ...bareOne, id: 'cellar', standing: 'dismissed', place: { base: 'a/b/' } }
      await store.kiosks.save({ put: [whole, bareOne, based], gone: [] }, [event('kiosk', 'hall')])
      await again()
      expect(await store.kiosks.all()).toEqual([bareOne, based, whole])
      const { link: _, secret: __, ...less } = whole
      await store.kiosks.save({ put: [less], gone: ['attic', 'nobody'] }, [event('kiosk', 'attic')])
      expect(await store.kiosks.all()).toEqual([based, less])
      expect((await store.events({ limit: 9 })).count).toBe(2)
      const broken = { ...event('kiosk', 'hall'), type: null as never }
      await expect(store.kiosks.save({ put: [whole], gone: ['cellar'] }, [broken])).rejects.toThrow()
      expect(await store.kiosks.all()).toEqual([based, less])
    })

    test('what is said of tablets and their other names go with their reports, all or nothing', async () => {
      const nothing = { put: [], gone: [] }
      const cards = { put: [fullCard, bareCard], gone: [] }
      const aliases = { put: [claimed, { id: 'old', tablet: 'full' }], gone: [] }
      await store.saveTablets([full, bare], [], { gone: [], cards, aliases, placed: [] })
      await again()
      expect(await store.cards()).toEqual([fullCard, bareCard])
      expect(await store.aliases()).toEqual([claimed, { id: 'old', tablet: 'full' }])

      const unwritable = { ...event('tablet', 'x'), at: null as never }
      const change = {
        gone: ['full'],
        cards: { put: [], gone: ['full'] },
        aliases: { put: [], gone: ['old'] },
        placed: [],
      }
      await expect(store.saveTablets([], [unwritable], change)).rejects.toThrow()
      expect([await store.tablets(), await store.cards()]).toEqual([
        [bare, full],
        [fullCard, bareCard],
      ])
      await store.saveTablets([], [], change)
      await store.saveTablets([], [], {
        gone: ['nobody'],
        cards: { put: [{ ...bareCard, name: 'B' }], gone: ['nobody'] },
        aliases: { put: [{ ...claimed, tablet: 'half' }], gone: [] },
        placed: [],
      })
      await store.saveTablets([], [], { gone: [], cards: nothing, aliases: nothing, placed: [] })
      await again()
      expect(await store.tablets()).toEqual([bare])
      expect(await store.cards()).toEqual([{ ...bareCard, name: 'B' }])
      expect(await store.aliases()).toEqual([{ ...claimed, tablet: 'half' }])
    })

    test('releases come latest first, in pages, without their manifests', async () => {
      for (const [i, version] of ['a', 'b', 'c'].entries()) await add(version, i)
      const { releases, count } = await store.releases({ limit: 2, offset: 1 })
      expect([releases.map(({ version }) => version), count]).toEqual([['b', 'a'], 3])
      expect(releases[0]).not.toHaveProperty('manifest')
      expect(releases[0]).toHaveProperty('engines', { chrome: 107 })
    })

    test('knows which releases were current, the latest such first', async () => {
      for (const [i, version] of ['a', 'b', 'c'].entries()) await add(version, i)
      for (const [i, version] of ['b', 'a', 'b'].entries()) await current(version, 10 + i)
      expect(await store.formerReleases('production', 10)).toEqual(['b', 'a'])
      expect(await store.formerReleases('production', 1)).toEqual(['b'])
      await store.addEnvironments(['staging', 'production'])
      await current('c', 20, 'staging')
      expect(await store.formerReleases('staging', 10)).toEqual(['c'])
      expect(await store.formerReleases('production', 10)).toEqual(['b', 'a'])
    })

    test('a standing, a directive and their events survive, and leave the order of former releases alone', async () => {
      for (const [i, version] of ['a', 'b'].entries()) await add(version, i)
      for (const [i, version] of ['a', 'b'].entries()) await current(version, 10 + i)
      const [before] = await store.environments()
      if (!before) throw new Error('no environment')
      await store.setStanding({ version: 'a', blockedAt: 20 }, [], event('release', 'a'))
      await store.setStanding({ version: 'b', retry: 'y' }, [{ ...before, retry: 'y' }], event('release', 'b'))
      const directed = { ...before, retry: 'y', directive: { do: 'reset', id: 'd1' } } as const
      await store.setEnvironment(directed, event('environment', 'production'))
      await again()
      expect(await store.standings()).toEqual([
        { version: 'a', blockedAt: 20 },
        { version: 'b', retry: 'y' },
      ])
      expect(await store.environments()).toEqual([directed])
      expect(await store.formerReleases('production', 10)).toEqual(['b', 'a'])
      expect((await store.events({ limit: 10 })).count).toBe(7)
      await store.setStanding({ version: 'a' }, [], event('release', 'a'))
      await store.setEnvironment(before, event('environment', 'production'))
      expect(await store.standings()).toEqual([{ version: 'b', retry: 'y' }])
      expect(await store.environments()).toEqual([before])
    })

    test('the log is asked for its end, for what came after, and for one tablet', async () => {
      await store.saveTablets(
        [],
        ['a', 'b', 'a', 'c'].map((id) => event('tablet', id)),
      )
      const ids = async (query: Parameters<ClosableStore['events']>[0]) => {
        const { events, count } = await store.events(query)
        return [events.map(({ subject }) => subject.id).join(''), count]
      }
      const [first] = (await store.events({ limit: 10 })).events
      expect(await ids({ limit: 2 })).toEqual(['ac', 4])
      expect(await ids({ limit: 2, after: first?.seq ?? 0 })).toEqual(['ba', 3])
      expect(await ids({ limit: 9, tablets: ['a'] })).toEqual(['aa', 2])
      expect(await ids({ limit: 9, tablets: ['a', 'c'] })).toEqual(['aac', 3])
    })

    test('a change and its event happen together or not at all', async () => {
      await add('r1', 1)
      const before = await store.events({ limit: 10 })
      await expect(add('r1', 2)).rejects.toThrow()
      const production = { name: 'production', force: true, current: 'r1' }
      const unwritable = { ...event('environment', 'x'), at: null as never }
      await expect(store.setEnvironment(production, unwritable)).rejects.toThrow()
      await expect(store.setStanding({ version: 'r1', blockedAt: 4 }, [production], unwritable)).rejects.toThrow()
      await expect(store.deployments.add(deployment('d', {}), [], [unwritable])).rejects.toThrow()
      expect(await store.deployments.get('d')).toBeUndefined()
      await store.deployments.add(deployment('d', {}), [], [])
      const change = { environment: production, events: [unwritable] }
      await expect(store.deployments.save(deployment('d', { revision: 2 }), change)).rejects.toThrow()
      expect(await store.deployments.get('d')).toEqual(deployment('d', {}))
      expect(await store.formerReleases('production', 1)).toEqual([])
      expect(await store.standings()).toEqual([])
      await expect(
        store.saveTablets([bare, { ...full, environment: 'mars' }], [event('tablet', 'x')]),
      ).rejects.toThrow()
      expect(await store.events({ limit: 10 })).toEqual(before)
      expect(await store.tablets()).toEqual([])
      expect(await store.environments()).toEqual([{ name: 'production', force: false }])
    })

    test('a deployment comes back as it was kept, with its checks and its output', async () => {
      const checked = { target: 't', must: true, verdict: 'healthy', status: 200, latency: 3, at: 9 } as const
      const line = { step: 'deploy', stream: 'stderr', text: 'ñ\t', at: 8 } as const
      await store.deployments.add(whole, [], [])
      await store.deployments.addChecks(whole.id, [{ ...checked, round: 'back', attempt: 2 }])
      await store.deployments.addOutput(whole.id, [line, { ...line, text: '' }])
      await again()
      expect(await store.deployments.get(whole.id)).toEqual(whole)
      expect(await store.deployments.byKey('k')).toEqual(whole)
      expect(await store.deployments.checks(whole.id)).toEqual([{ ...checked, round: 'back', attempt: 2 }])
      expect(await store.deployments.output(whole.id)).toEqual([line, { ...line, text: '' }])
    })

    test('of two who change a deployment at once, the second is refused', async () => {
      await store.deployments.add(deployment('d', {}), [], [])
      await store.deployments.save(deployment('d', { revision: 2, state: { phase: 'preparing' } }), { events: [] })
      const late = deployment('d', { revision: 2, state: { phase: 'deploying' } })
      await expect(store.deployments.save(late, { events: [] })).rejects.toThrow('changed by somebody else')
      expect((await store.deployments.get('d'))?.state).toEqual({ phase: 'preparing' })
    })

    test('one deployment runs in an environment, and one has a key', async () => {
      await store.addEnvironments(['staging'])
      await store.deployments.add(deployment('a', { key: 'k' }), [], [])
      await expect(store.deployments.add(deployment('b', {}), [], [])).rejects.toThrow()
      const elsewhere = { environment: 'staging', key: 'k' }
      await expect(store.deployments.add(deployment('b', elsewhere), [], [])).rejects.toThrow()
      const ended = deployment('a', { key: 'k', revision: 2, state: { phase: 'success', health: null } })
      await store.deployments.add(deployment('b', {}), [ended], [])
      expect((await store.deployments.unfinished()).map(({ id }) => id)).toEqual(['b'])
      expect((await store.deployments.get('a'))?.state.phase).toBe('success')
    })

    test('deployments come latest first, in pages, by environment, status and version', async () => {
      await store.addEnvironments(['staging'])
      const done = { state: { phase: 'success', health: true } } as const
      await store.deployments.add(deployment('a', { at: 1, ...done }), [], [])
      await store.deployments.add(deployment('b', { at: 2, environment: 'staging', version: 'r2', ...done }), [], [])
      await store.deployments.add(deployment('c', { at: 3, state: { phase: 'awaiting-approval' } }), [], [])
      await store.deployments.add(deployment('d', { at: 3 }), [], [])
      // The clock was set back.
      await store.deployments.add(deployment('e', { at: 0, ...done }), [], [])
      const ids = async (query: Partial<DeploymentQuery>) => {
        const { deployments, count } = await store.deployments.list({ limit: 10, offset: 0, ...query })
        return [deployments.map(({ id }) => id).join(''), count]
      }
      expect(await ids({})).toEqual(['edcba', 5])
      expect(await ids({ limit: 2, offset: 1 })).toEqual(['dc', 5])
      expect(await ids({ environment: 'production' })).toEqual(['edca', 4])
      expect(await ids({ status: 'success' })).toEqual(['eba', 3])
      expect(await ids({ version: 'r2' })).toEqual(['b', 1])
      const confirmed = async (part: { before?: string; limit: number }) =>
        (await store.deployments.confirmed('production', part)).map(({ id }) => id).join('')
      expect(await confirmed({ limit: 10 })).toBe('ea')
      expect(await confirmed({ limit: 1 })).toBe('e')
      expect(await confirmed({ limit: 10, before: 'e' })).toBe('a')
      expect((await store.deployments.unfinished()).map(({ id }) => id)).toEqual(['c', 'd'])
    })
  })
}

function deployment(id: string, more: Partial<Deployment>): Deployment {
  return {
    id,
    environment: 'production',
    version: 'r1',
    trigger: 'api',
    force: false,
    retry: false,
    at: 1,
    state: { phase: 'pending' },
    revision: 1,
    ...more,
  }
}

const whole = deployment('whole', {
  trigger: 'webhook',
  force: true,
  retry: true,
  notes: 'n',
  commit: 'c',
  ref: 'main',
  user: 'ana',
  key: 'k',
  startedAt: 2,
  finishedAt: 3,
  previous: { version: 'r0', deployment: 'd0' },
  state: { phase: 'failed', reason: 'health-failed', detail: 'x', live: true, health: false },
  revision: 7,
})

function release(version: string, at: number) {
  const files = Object.create(null)
  files['index.html'] = { sha256: 'a'.repeat(64), size: 3, type: 'text/html' }
  return releaseOf({ manifest: { version, files, engines: { chrome: 107 } }, notes: 'n', commit: 'c' }, at)
}

function event(kind: NewEvent['subject']['kind'], id: string): NewEvent {
  return {
    at: 5,
    type: 'tablet-new',
    environment: 'production',
    actor: 'ci (1f0c9a2b)',
    subject: { kind, id },
    data: { a: 1, b: 'x', c: true },
  }
}

const bare: Tablet = {
  id: 'bare',
  environment: 'production',
  release: 'r1',
  releaseSince: 1,
  phase: 'current',
  firstSeen: 1,
  lastSeen: 2,
  online: false,
}

const full: Tablet = {
  ...bare,
  id: 'full',
  phase: 'rolled_back',
  target: 'r2',
  progress: 12.5,
  error: { code: 'boot-error', detail: 'd', target: 'r2', at: 3 },
  rollback: { code: 'boot-error', target: 'r2' },
  stuck: { code: 'reload-loop', target: 'r2', detail: 'd', since: 4 },
  reloads: { order: { version: 'r2', id: '5/x' }, at: [1, 2], heldSince: 3 },
  withoutWorker: 'insecure-context',
  engine: { name: 'safari', version: 16.4 },
  patch: { version: 'r2', from: 'r1', outcome: 'wrong-bytes' },
  online: true,
}

const fullCard: Card = {
  id: 'full',
  environment: 'production',
  name: "O'Hall ñ",
  group: 'lobby',
  tags: ['a', 'b'],
  notes: '"two"\nlines',
  pin: 'r1',
}

const bareCard: Card = { id: 'bare', tags: [] }

const claimed: Alias = { id: 'claimed', tablet: 'full', kept: { tablet: { ...full, id: 'claimed' }, card: bareCard } }

/** Of everything that has parts, as few as there can be. */
const half: Tablet = {
  ...bare,
  id: 'half',
  stuck: { since: 4 },
  reloads: { order: { version: 'r2', id: '0/' }, at: [1] },
}
