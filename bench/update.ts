import { Server } from '../e2e/server.ts'
import type { Bar, Bench, Figure, Measured } from './bars/bar.ts'
import { medianOf } from './bars/print.ts'
import type { Line } from './byte-meter.ts'
import { packed } from './packed.ts'
import { buildOf, kindOf, PAIRS, type Pair } from './pairs.ts'
import { panelBuild, releaseOf, type Tool } from './panel-build.ts'
import { type Cost, updateOnce } from './update-once.ts'
import { versionOf } from './version-of.ts'

const TOOLS = ['relevo', 'workbox'] as const

/** Weak Wi-Fi or a metered uplink. */
const SLOW: Line = { bitsPerSecond: 1_000_000, roundTrip: 100 }

type Costs = Record<Tool, Cost[]>

/** One pair: what its updates cost by a quick line and by a slow one. */
interface Compared {
  pair: Pair
  quick: Costs
  slow: Costs
}

/**
 * What one update costs a tablet: Relevo beside vite-plugin-pwa (Workbox), same builds, same server, same browser, same run.
 * Bytes are all that goes over TCP in both directions.
 */
export const update: Bar = async ({ quick, pair: name, note }) => {
  const rounds = quick ? 1 : 3
  const compared: Compared[] = []
  for (const pair of chosen(quick, name)) {
    note(`${buildOf(pair)} ${pair.from} → ${pair.to}`)
    compared.push(await compare(pair, rounds, note))
  }
  return {
    peers: [`vite-plugin-pwa ${versionOf('vite-plugin-pwa')}`, `Workbox ${versionOf('workbox-precaching')}`],
    tables: [
      {
        head: ['', 'Relevo', 'Workbox', 'of its bytes', 'Relevo', 'Workbox', 'Relevo, slow line', 'Workbox, slow line'],
        rows: compared.map(({ pair, quick, slow }) => [
          `${buildOf(pair)} ${pair.from} → ${pair.to}`,
          kB(quick.relevo),
          kB(quick.workbox),
          share([quick]),
          seconds(quick.relevo),
          seconds(quick.workbox),
          seconds(slow.relevo),
          seconds(slow.workbox),
        ]),
      },
    ],
    measured: bars(compared),
  }
}

/** @param name only pairs with this in their name, and then all of these */
function chosen(quick: boolean, name: string | undefined): Pair[] {
  if (name !== undefined) return PAIRS.filter((pair) => buildOf(pair).includes(name))
  return PAIRS.filter(({ inBrowser }) => (quick ? inBrowser === 'quick' : inBrowser))
}

async function compare(pair: Pair, rounds: number, note: Bench['note']): Promise<Compared> {
  // A server for each, so that no release of the other comes between two rounds: a server keeps no patches to what was
  // current a while ago, and the next round would wait until it is made again.
  const servers = {
    relevo: await Server.start({ RELEVO_PATCHES: '1' }),
    workbox: await Server.start({ RELEVO_PATCHES: '0' }),
  }
  try {
    for (const tool of TOOLS)
      for (const version of [pair.from, pair.to])
        await servers[tool].relevo('publish', await panelBuild(pair, tool, version), '--json', '--no-notify')
    for (const tool of TOOLS)
      for (const version of [pair.from, pair.to]) await packed(servers[tool], releaseOf(tool, version), note)
    const costs = async (times: number, line?: Line) => {
      const all: Costs = { relevo: [], workbox: [] }
      for (let round = 0; round < times; round++)
        for (const tool of TOOLS)
          all[tool].push(await updateOnce({ server: servers[tool], tool, from: pair.from, to: pair.to, line }))
      return all
    }
    return { pair, quick: await costs(rounds), slow: await costs(1, SLOW) }
  } finally {
    for (const tool of TOOLS) await servers[tool].stop()
  }
}

function bars(compared: readonly Compared[]): Measured[] {
  const of = (kind: string) => compared.filter(({ pair }) => kindOf(pair) === kind).map(({ quick }) => quick)
  const sums = [
    { what: 'patch releases, all their bytes', costs: of('patch'), atMost: 5 },
    { what: 'minor releases, all their bytes', costs: of('minor'), atMost: 20 },
  ]
  const worst = Math.max(...compared.map(({ quick }) => medianOf(share([quick]).values)))
  return [
    ...sums
      .filter(({ costs }) => costs.length > 0)
      .map(({ what, costs, atMost }) => ({ what: `${what} of Workbox’s`, ...share(costs), atMost })),
    { what: 'the pair that gains least, of Workbox’s', values: [worst], unit: '%', atMost: 100 },
  ]
}

const bytesOf = ({ down, up }: Cost) => down + up

/** Relevo’s bytes beside Workbox’s over these updates, medians of the rounds. */
function share(costs: readonly Costs[]): Figure {
  const sum = (tool: Tool) => costs.reduce((total, cost) => total + medianOf(cost[tool].map(bytesOf)), 0)
  return { values: [(100 * sum('relevo')) / sum('workbox')], unit: '%' }
}

function kB(costs: readonly Cost[]): Figure {
  return { values: costs.map((cost) => bytesOf(cost) / 1_000), unit: 'kB' }
}

function seconds(costs: readonly Cost[]): Figure {
  return { values: costs.map((cost) => cost.seconds), unit: 's' }
}
