import { type Dice, dice } from '../../packages/core/src/testing/dice.ts'
import type { Bar, Measured, Table } from '../bars/bar.ts'
import { versionOf } from '../version-of.ts'
import { buildApp, type Way } from './build.ts'
import { openTablet, type Start } from './panel-tablet.ts'
import { openSite } from './site.ts'

const WAYS: readonly Way[] = ['relevo', 'workbox', 'nothing']
const NAMES: Record<Way, string> = { relevo: 'Relevo', workbox: 'Workbox', nothing: 'HTTP cache' }
/** What developer tools take for a cheap phone. */
const SLOW = 6
const SEED = 7

/** A kind of start: all three ways are measured in it, one after the other, in an order of its own in every round. */
interface Case {
  says: string
  slow: number
  warm: boolean
}

const CASES: readonly Case[] = [
  { says: 'worker cold', slow: 1, warm: false },
  { says: 'worker warm', slow: 1, warm: true },
  { says: 'worker cold, 6× slower', slow: SLOW, warm: false },
  { says: 'worker warm, 6× slower', slow: SLOW, warm: true },
]

const MOMENTS: readonly (keyof Start)[] = ['painted', 'loaded', 'shown']
const SAID: Record<keyof Start, string> = { painted: 'first paint', loaded: 'load event', shown: 'app shown' }

type Starts = Record<Way, Start[]>

/** How soon an app is on the screen that is stored already, beside Workbox's precache and the plain HTTP cache. */
export const boot: Bar = async ({ quick, note }) => {
  const rounds = quick ? 3 : 20
  const sites = new Map<Way, { url: string; close(): void }>()
  const tablet = await openTablet()
  try {
    for (const way of WAYS) {
      const { folder, version } = await buildApp({ way, which: 'to', asks: false })
      const site = await openSite()
      sites.set(way, site)
      site.serve(folder)
      await tablet.install(site.url, version)
    }
    const found = CASES.map(() => ({ relevo: [], workbox: [], nothing: [] }) as Starts)
    const chance = dice(SEED)
    for (let round = 0; round < rounds; round++) {
      for (const [index, one] of CASES.entries())
        for (const way of shuffled(WAYS, chance)) {
          found[index]?.[way].push(await tablet.start(sites.get(way)?.url ?? '', one))
        }
      note(`round ${round + 1} of ${rounds}`)
    }
    return {
      peers: [`Workbox ${versionOf('workbox-precaching')} by vite-plugin-pwa ${versionOf('vite-plugin-pwa')}`],
      tables: [tableOf(found)],
      measured: bars(found),
    }
  } finally {
    await tablet.close()
    for (const site of sites.values()) site.close()
  }
}

function tableOf(found: readonly Starts[]): Table {
  const rows = CASES.flatMap(({ says }, index) =>
    MOMENTS.map((moment) => [
      `${says}: ${SAID[moment]}`,
      ...WAYS.map((way) => ({ values: (found[index]?.[way] ?? []).map((start) => start[moment]), unit: 'ms' })),
    ]),
  )
  return { head: ['', ...WAYS.map((way) => NAMES[way])], rows }
}

/** Round by round, so that what the machine was busy with counts for both. */
function bars(found: readonly Starts[]): Measured[] {
  return CASES.flatMap(({ says }, index) => {
    const { relevo = [], workbox = [] } = found[index] ?? {}
    return MOMENTS.map((moment) => ({
      what: `${says}: ${SAID[moment]}, Relevo ÷ Workbox`,
      values: relevo.map((start, round) => start[moment] / (workbox[round]?.[moment] ?? Number.NaN)),
      unit: '',
      ...(moment !== 'loaded' && { atMost: 1.05 }),
    }))
  })
}

function shuffled<T>(all: readonly T[], { below }: Dice): T[] {
  const left = [...all]
  return all.map(() => left.splice(below(left.length), 1)[0] as T)
}
