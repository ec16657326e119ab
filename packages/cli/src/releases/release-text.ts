import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { table } from '../screen/table.ts'
import { patchText } from './patch-text.ts'
import type { Packing } from './read-packing.ts'
import type { ReleaseChanges, ReleaseDetails, Rollout } from './read-release.ts'

/** Files that are named; --json has more. */
const NAMED = 20

/** All about a release, for people. */
export function releaseText(release: ReleaseDetails, changes: ReleaseChanges, packing?: Packing): string {
  const { version, files, bytes, environments, rollouts, blockedAt } = release
  const facts: [name: string, value: string | undefined][] = [
    ['release', version],
    ['published', momentText(release.publishedAt)],
    ['commit', release.commit],
    ['notes', release.notes],
    ['size', `${bytesText(bytes)} in ${count(files, 'file')}`],
    ['current in', environments.length > 0 ? environments.join(', ') : 'no environment'],
    ['blocked', blockedAt === undefined ? undefined : `since ${momentText(blockedAt)}: no tablet may run it`],
    ['beside', `${changes.from ?? 'nothing'}: ${summaryOf(changes)}`],
    ['to fetch', fetchText(changes, packing)],
    ['packed', packing && packedText(packing)],
  ]
  const shown = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)} ${oneLine(value)}`]))
  const parts = [shown.join('\n'), patchesText(packing), filesText(changes), rolloutsText(rollouts)]
  return parts.filter((part) => part !== '').join('\n\n')
}

function summaryOf({ added, changed, removed, unchanged }: ReleaseChanges): string {
  return `${added.files} added, ${changed.files} changed, ${removed.files} removed, ${unchanged.files} the same`
}

/** Of its patch where there is one, else of its files as they are. */
function fetchText({ from, download }: ReleaseChanges, packing: Packing | undefined): string {
  const patch = packing?.patches.find((one) => one.from === from && one.phase === 'made')
  return `${bytesText(patch?.br ?? download)} for a tablet that has ${from ?? 'none'}`
}

function packedText({ phase, done, total, files, whole }: Packing): string {
  if (phase !== 'done') return `${done} of ${total} steps done`
  const all = whole ? `; everything in one, ${bytesText(whole.br)}` : ''
  return `${bytesText(files.br)} as brotli, ${bytesText(files.gzip)} as gzip${all}`
}

function patchesText(packing: Packing | undefined): string {
  if (!packing || packing.patches.length === 0) return ''
  return table(
    ['a tablet with', 'downloads'],
    packing.patches.map((patch) => [patch.from, patchText(patch)]),
  )
}

function filesText({ files, added, changed, removed }: ReleaseChanges): string {
  if (files.length === 0) return ''
  const rows = files
    .slice(0, NAMED)
    .map(({ path, kind, bytes, was }) => [kind, bytesText(bytes), was === undefined ? '-' : bytesText(was), path])
  const left = added.files + changed.files + removed.files - rows.length
  const more = left > 0 ? `\n${count(left, 'smaller file')} not shown.` : ''
  return `${table(['what', 'size', 'was', 'file'], rows)}${more}`
}

function rolloutsText(rollouts: readonly Rollout[]): string {
  if (rollouts.length === 0) return ''
  const rows = rollouts.map(({ id, environment, status, timestamp, finishedAt }) => [
    ...[id, environment, status],
    ...[momentText(timestamp), momentText(finishedAt)],
  ])
  return table(['deployment', 'environment', 'status', 'asked for', 'ended'], rows)
}
