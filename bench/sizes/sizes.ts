import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bar, Figure } from '../bars/bar.ts'
import { CACHE } from '../panel-build.ts'
import { PEER_VERSIONS, peersIn } from './peers.ts'
import { type Listed, OURS, THEIRS } from './programs.ts'
import { type Compressed, sizeOf } from './size-of.ts'

/** What each tool brings to a page and as a worker, by the same bundler. */
export const sizes: Bar = async () => {
  const folder = peersIn(CACHE)
  const rows: { program: Listed; size: Compressed }[] = []
  for (const program of OURS) rows.push({ program, size: await sizeIn(program, process.cwd()) })
  for (const program of THEIRS) rows.push({ program, size: await sizeIn(program, folder) })
  const inPlaces = (['page', 'worker'] as const).flatMap((place) =>
    rows.filter(({ program }) => program.where === place),
  )
  return {
    peers: PEER_VERSIONS,
    tables: [
      {
        head: ['', 'where', 'gzip', 'brotli', 'can'],
        rows: inPlaces.map(({ program: { name, where, can }, size }) => [
          name,
          where,
          kiB(size.gzip),
          kiB(size.brotli),
          can.join(', ') || '–',
        ]),
      },
    ],
    measured: rows.flatMap(({ program: { name, atMost }, size }) =>
      atMost === undefined ? [] : [{ what: `${name}, gzip`, ...kiB(size.gzip), atMost }],
    ),
  }
}

async function sizeIn(program: Listed, folder: string): Promise<Compressed> {
  const { source } = program
  const code = typeof source === 'string' ? source : readFileSync(join(folder, source.file), 'utf8')
  const size = await sizeOf({ ...program, folder, source: code })
  return program.isIdle ? size.idle : size
}

function kiB(size: number): Figure {
  return { values: [size], unit: 'KiB' }
}
