import { createHash } from 'node:crypto'
import { listOf } from '@relevo/core/patch'
import { brotli, encodePatch } from '@relevo/packing'
import type { Bar, Figure, Measured, Table } from '../bars/bar.ts'
import { buildOf, PAIRS, type Pair } from '../pairs.ts'
import { panelBuild } from '../panel-build.ts'
import { type Applied, applyOnce } from './apply-once.ts'
import { releaseIn } from './release-in.ts'
import { staticHost } from './static-host.ts'

/** A tablet's processor beside this machine's. */
const SLOWER = 6

/** Both releases have 17 MB, and a fifth of what a minor release changes is new. */
const isMeant = ({ name, to }: Pair) => name === '@actual-app/web' && to === '26.9.0'

/** Applying the patch of a 17 MB release in the worker, on a processor that is six times slower: time and memory. */
export const apply: Bar = async ({ quick, note }) => {
  const pair = PAIRS.find(isMeant)
  if (!pair) throw new Error('the pair to measure with is not there')
  const [from, to] = [await panelBuild(pair, 'relevo', pair.from), await panelBuild(pair, 'relevo', pair.to)]
  const [old, next] = [releaseIn(from), releaseIn(to)]
  const pieces: Uint8Array[] = []
  for await (const piece of encodePatch(old, next)) pieces.push(piece)
  const br = brotli(Buffer.concat(pieces))
  const list = createHash('sha256')
    .update(listOf(Object.entries(next.files)))
    .digest('hex')
  const sizes = Object.values(next.files).map(({ size }) => size)
  const largest = Math.max(...sizes)
  const all = sizes.reduce((sum, size) => sum + size, 0)
  note(`${buildOf(pair)} ${pair.from} → ${pair.to}: patch of ${br.length} bytes, ${sizes.length} files, ${all} bytes`)

  const rounds: Record<'as is' | 'slowed', Applied[]> = { 'as is': [], slowed: [] }
  const host = await staticHost()
  try {
    for (let round = 0; round < (quick ? 3 : 7); round++)
      for (const name of ['as is', 'slowed'] as const) {
        const upload = { folder: to, patch: { from: pair.from, to: pair.to, list, br } }
        const one = await applyOnce(host, { folder: from }, upload, name === 'slowed' ? SLOWER : 1)
        note(`${name}: ${JSON.stringify(one)}`)
        rounds[name].push(one)
      }
  } finally {
    await host.close()
  }
  return {
    tables: [table(rounds)],
    measured: bars(rounds.slowed, { largest, what: `a release of ${(all / 1e6).toFixed(1)} MB` }),
  }
}

function table(rounds: Record<string, Applied[]>): Table {
  const names: [Exclude<keyof Applied, 'held'>, string][] = [
    ['fetch', 'waits for the patch'],
    ['read', 'reads from the store'],
    ['rebuild', 'rebuilds, and all else that it does itself'],
    ['hash', 'hashes'],
    ['put', 'puts into the store'],
    ['all', 'all of it'],
    ['busy', 'processor time of its process'],
    ['slower', 'so many times as long took a piece of work just before'],
  ]
  const values = (of: readonly Applied[], name: Exclude<keyof Applied, 'held'>): Figure => ({
    values: of.map((round) => round[name]),
    unit: name === 'slower' ? '×' : 'ms',
  })
  const columns = Object.values(rounds)
  const MB = (all: readonly (number | undefined)[]): Figure | string => {
    const known = all.filter((bytes) => bytes !== undefined)
    return known.length > 0 ? { values: known.map((bytes) => bytes / 1e6), unit: 'MB' } : '–'
  }
  return {
    head: ['the worker', ...Object.keys(rounds)],
    rows: [
      ...names.map(([name, says]) => [says, ...columns.map((of) => values(of, name))]),
      ['most that its heap and buffers had more than before', ...columns.map((of) => MB(of.map(({ held }) => held)))],
      ['most that its process had more than before', ...columns.map((of) => MB(of.map(({ memory }) => memory)))],
    ],
  }
}

function bars(rounds: readonly Applied[], { largest, what }: { largest: number; what: string }): Measured[] {
  return [
    {
      what: `a patch to ${what}, ${SLOWER} times slower, from its request until all is in the store`,
      values: rounds.map(({ all }) => all / 1_000),
      unit: 's',
      below: 1,
    },
    {
      what: `most memory of the worker’s process above what it had, of the largest file (${(largest / 1e6).toFixed(1)} MB)`,
      values: rounds.map(({ memory }) => memory / largest),
      unit: '×',
      below: 2,
    },
  ]
}
