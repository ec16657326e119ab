import { join } from 'node:path'
import { brotli, encodePatch, gzip } from '@relevo/packing'
import type { Bar, Figure, Measured } from './bars/bar.ts'
import { BrotliSizes } from './brotli-sizes.ts'
import { sideOf } from './build-side.ts'
import { buildOf, filesOf, kindOf, PAIRS, type Pair } from './pairs.ts'
import { CACHE } from './panel-build.ts'

/** What a patch of one pair is. */
interface Weighed {
  pair: Pair
  changed: number
  files: number
  /** Bytes of the changed files, each as brotli: what a precache fetches again, behind a server with precompressed files. */
  full: number
  br: number
  gzip: number
  /** To make it, without compressing it. */
  seconds: number
}

/** How large release patches are: real public builds, no browser and no server. `--quick` leaves out the largest. */
export const patches: Bar = async ({ quick, note }) => {
  const sizes = new BrotliSizes(join(CACHE, 'brotli-sizes.json'))
  const weighed: Weighed[] = []
  for (const pair of PAIRS.filter(({ name }) => !quick || !/n8n|monaco|mermaid/.test(name))) {
    note(`${buildOf(pair)} ${pair.from} → ${pair.to}`)
    weighed.push(await weigh(pair, sizes))
  }
  return {
    tables: [
      {
        head: ['', 'changed/files', 'files as br', 'patch, br', 'patch, gzip', 'br of files', 'made in'],
        rows: weighed.map((one) => [
          `${buildOf(one.pair)} ${one.pair.from} → ${one.pair.to}`,
          `${one.changed}/${one.files}`,
          kB(one.full),
          kB(one.br),
          kB(one.gzip),
          share([one]),
          { values: [one.seconds], unit: 's' },
        ]),
      },
    ],
    measured: bars(weighed),
  }
}

async function weigh(pair: Pair, sizes: BrotliSizes): Promise<Weighed> {
  const [from, to] = [await sideOf(filesOf(pair, pair.from, CACHE)), await sideOf(filesOf(pair, pair.to, CACHE))]
  const changed = Object.entries(to.files).filter(([path, { sha256 }]) => from.files[path]?.sha256 !== sha256)
  let full = 0
  for (const [, { sha256 }] of changed) full += await sizes.of(sha256, to.read)
  const begun = performance.now()
  const patch = Buffer.concat(await Array.fromAsync(encodePatch(from, to)))
  const seconds = (performance.now() - begun) / 1_000
  return {
    pair,
    changed: changed.length,
    files: Object.keys(to.files).length,
    full,
    br: brotli(patch).length,
    gzip: gzip(patch).length,
    seconds,
  }
}

function bars(weighed: readonly Weighed[]): Measured[] {
  const of = (kind: string) => weighed.filter(({ pair }) => kindOf(pair) === kind)
  return [
    { what: 'patches of patch releases, of their files as br', ...share(of('patch')), atMost: 5 },
    { what: 'patches of minor releases, of their files as br', ...share(of('minor')), atMost: 20 },
    {
      what: 'the pair that gains least, of its files as br',
      values: [Math.max(...weighed.map((one) => share([one]).values[0] ?? 0))],
      unit: '%',
      atMost: 60,
    },
  ]
}

function share(weighed: readonly Weighed[]): Figure {
  const sum = (of: 'br' | 'full') => weighed.reduce((total, one) => total + one[of], 0)
  return { values: [(100 * sum('br')) / sum('full')], unit: '%' }
}

function kB(bytes: number): Figure {
  return { values: [bytes / 1_000], unit: 'kB' }
}
