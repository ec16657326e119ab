import { amountText, percentText } from '../screen/amount.ts'
import { count } from '../screen/count.ts'
import { oneLine } from '../screen/one-line.ts'
import { table } from '../screen/table.ts'
import { type Fields, objectOf } from '../server/read-fields.ts'
import { durationText } from './duration.ts'
import type { RolloutPreview } from './rollout-preview.ts'
import { membersText } from './wave-text.ts'

const HEADINGS = ['wave', 'who', 'tablets', 'online', 'bake', 'success', 'errors', 'agreed', 'such as']

/** For a person: who would be in which wave, and what one should know. @param where the release and its environment */
export function previewText(where: string, { strategy, plan, waves, warnings }: RolloutPreview): string {
  const settings = Array.isArray(plan.waves) ? plan.waves : []
  const rows = waves.map((wave, index) => [
    String(wave.wave),
    membersText(wave),
    amountText(wave.members),
    amountText(wave.online),
    ...settingCells(objectOf(settings[index]) ?? {}),
    wave.examples.join(', ') || '-',
  ])
  const head = `${where}: ${strategy}${rows.length > 0 ? `, ${count(rows.length, 'wave')}` : ''}. Nothing was changed.`
  return [
    oneLine(head),
    ...(rows.length > 0 ? ['', table(HEADINGS, rows)] : []),
    ...(warnings.length > 0 ? ['', ...warningLines(warnings)] : []),
  ].join('\n')
}

/** What one should know before it is ordered; a line each. */
export function warningLines(warnings: string[]): string[] {
  return warnings.map((warning) => oneLine(`! ${warning}`))
}

/** Bake, success, errors and approval of a wave, `-` where they are not told. */
function settingCells({ bake, success, error, approval }: Fields): string[] {
  const share = (value: unknown) => (typeof value === 'number' ? percentText(value) : '-')
  return [
    typeof bake === 'number' ? durationText(bake) : '-',
    share(success),
    share(error),
    approval === true ? 'yes' : '-',
  ]
}
