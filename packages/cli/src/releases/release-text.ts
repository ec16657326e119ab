import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import { momentText } from '../screen/moment.ts'
import { oneLine } from '../screen/one-line.ts'
import { table } from '../screen/table.ts'
import type { ReleaseChanges, ReleaseDetails, Rollout } from './read-release.ts'

/** Files that are named; --json has more. */
const NAMED = 20

/** All about a release, for people. */
export function releaseText(release: ReleaseDetails, changes: ReleaseChanges): string {
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
    ['to fetch', `${bytesText(changes.download)} for a tablet that has ${changes.from ?? 'none'}`],
  ]
  const shown = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(11)} ${oneLine(value)}`]))
  return [shown.join('\n'), filesText(changes), rolloutsText(rollouts)].filter((part) => part !== '').join('\n\n')
}

function summaryOf({ added, changed, removed, unchanged }: ReleaseChanges): string {
  return `${added.files} added, ${changed.files} changed, ${removed.files} removed, ${unchanged.files} the same`
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
