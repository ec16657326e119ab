import { getOne, ifThere } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { type Fact, Facts } from '../pieces/facts.tsx'
import { Trouble } from '../pieces/trouble.tsx'
import { packingWords as words } from '../wording/packing.ts'
import { bytes, percent } from '../wording/units.ts'
import type { Packing } from './packing.ts'
import { PatchTable } from './patch-table.tsx'

/** What an update to a release costs a tablet, by what it has; and how far the server is with making that small. */
export function ReleasePacking({ version }: { version: string }) {
  const { seen, trouble } = useLook(
    ['releases'],
    (signal) => ifThere(getOne<Packing>(`releases/${encodeURIComponent(version)}/packing`, signal)),
    [version],
    (packing) => packing !== undefined && packing.phase !== 'done',
  )
  const packing = seen.value
  if (!packing) return <Trouble error={trouble.value} />
  const { patches, whole } = packing
  return (
    <section class="panel downloads">
      <h2>{words.heading}</h2>
      <Trouble error={trouble.value} />
      <PackingState packing={packing} />
      {patches.length === 0 && packing.phase === 'done' && <p class="quiet">{words.noPatches}</p>}
      <PatchTable patches={patches} whole={whole?.br} all={packing.files.br} />
      <Sizes files={packing.files} />
    </section>
  )
}

function PackingState({ packing: { phase, done, total } }: { packing: Packing }) {
  if (phase === 'done') return null
  const says = phase === 'waiting' ? words.waiting : words.packing(done, total)
  return (
    <div class="reached">
      <progress max={Math.max(1, total)} value={done} aria-label={says} />
      <span class="quiet">{says}</span>
    </div>
  )
}

/** What all files weigh. */
function Sizes({ files: { count, bytes: plain, br, gzip } }: { files: Packing['files'] }) {
  const packed = (size: number) => `${bytes(size)} · ${percent(plain === 0 ? 1 : size / plain)}`
  const facts: Fact[] = [
    [words.contents(count), bytes(plain)],
    [words.brotli, packed(br)],
    [words.gzip, packed(gzip)],
  ]
  return <Facts facts={facts} class="facts" />
}
