import { setTimeout as wait } from 'node:timers/promises'
import { USUAL, wilsonLower } from '@relevo/core/waves'
import type { RealServer } from '../real-server.ts'
import type { Bar, Bench } from './bar.ts'
import { withFleet } from './with-fleet.ts'

/** Seconds, on average: quick tablets, so that reports come in crowds. */
const LIFE = ['--download', '1', '--answer', '0', '--start', '1']
/** Share of failures that a wave bears. */
const BORNE = 0.05

interface Shown {
  id: string
  wave?: number
  brake?: { at: string }
  waves: { openedAt?: string; passedAt?: string }[]
}

interface OnTablet {
  wave: number
  state: string
  since: string
}

/** Waves that follow at once: how long from the report that decides a wave until the next one is open. */
export const decisions: Bar = (bench) =>
  withFleet(bench, LIFE, async (server) => {
    const waves = [{ count: 50 }, { count: 200 }, { count: 500 }, { count: 1_000 }, { count: 2_000 }]
    const success = { success: 1, bake: 0 }
    const { id } = await order(server, { verify: 0, waves: waves.map((wave) => ({ ...wave, ...success })) })
    const shown = await seen(server, id, ({ wave = 0 }) => wave > waves.length, bench)
    const tablets = await tabletsOf(server, id)
    const took = waves.map((_, i) => {
      const decided = Math.max(...tablets.filter(({ wave }) => wave === i + 1).map(({ since }) => Date.parse(since)))
      return (Date.parse(shown.waves[i + 1]?.openedAt ?? '') - decided) / 1_000
    })
    return [{ what: 'the report that decides a wave until the next is open', values: took, unit: 's', below: 2 }]
  })

const ROUNDS = 3

/** A release of which half the tablets fail: how long from the report that is too much until nobody is told it any more. */
export const brake: Bar = async (bench) => {
  const rounds: Awaited<ReturnType<typeof brakeOnce>>[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await brakeOnce(bench))
  const told = rounds.map(({ lastTold }) => lastTold)
  return [
    {
      what: 'the report that is too much until the brake is on',
      values: rounds.map(({ pulled }) => pulled),
      unit: 's',
    },
    { what: 'the same until the last tablet is told the release', values: told, unit: 's', below: 1 },
  ]
}

function brakeOnce(bench: Bench): Promise<{ pulled: number; lastTold: number }> {
  return withFleet(bench, [...LIFE, '--fail-release', 'r2', '--fail', '0.5'], async (server, fleet) => {
    const { id } = await order(server, { verify: 0, waves: [{ percent: 50, error: BORNE }] })
    const { brake: pulled } = await seen(server, id, (one) => one.brake !== undefined, bench)
    const calm = Date.now() + 15_000
    const { lastBegun = 0 } = await fleet.until(({ at }) => at > calm, 60)
    const decided = tooMuch(await tabletsOf(server, id))
    const since = (at: number) => Math.max(0, at - decided) / 1_000
    return { pulled: since(Date.parse(pulled?.at ?? '')), lastTold: since(lastBegun) }
  })
}

/** When the failures of a wave were beyond doubt more than it bears, milliseconds since the epoch. */
function tooMuch(tablets: readonly OnTablet[]): number {
  const ends = tablets.filter(({ state }) => ['succeeded', 'failed', 'rolled_back', 'timed_out'].includes(state))
  let failures = 0
  for (const [i, { state, since }] of ends.sort((a, b) => Date.parse(a.since) - Date.parse(b.since)).entries()) {
    if (state !== 'succeeded') failures += 1
    if (i + 1 >= USUAL.minSamples && wilsonLower(failures, i + 1) > BORNE) return Date.parse(since)
  }
  throw new Error('too few tablets failed')
}

async function order(server: RealServer, plan: object): Promise<Shown> {
  const wish = { version: 'r2', environment: 'production', strategy: 'canary', ...plan }
  return (await server.call('POST', '/api/deployments', wish)) as Shown
}

/** The deployment, once it is so. */
async function seen(server: RealServer, id: string, isSo: (shown: Shown) => boolean, { note }: Bench): Promise<Shown> {
  const latest = Date.now() + 300_000
  for (;;) {
    const shown = (await server.call('GET', `/api/deployments/${id}`)) as Shown
    if (isSo(shown)) return shown
    if (Date.now() > latest) throw new Error(`it does not get there: ${JSON.stringify(shown)}`)
    note(`wave ${shown.wave ?? 0}`)
    await wait(1_000)
  }
}

async function tabletsOf(server: RealServer, id: string): Promise<OnTablet[]> {
  const all: OnTablet[] = []
  for (;;) {
    const page = await server.call('GET', `/api/deployments/${id}/tablets?limit=1000&offset=${all.length}`)
    all.push(...(page as OnTablet[]))
    if ((page as OnTablet[]).length < 1_000) return all
  }
}
