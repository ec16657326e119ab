import { amountText, percentText } from '../screen/amount.ts'
import { count } from '../screen/count.ts'
import { oneLine } from '../screen/one-line.ts'
import { table } from '../screen/table.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import type { Connection } from '../server/connection.ts'
import { amount, type Fields, fields, readRows, strange, word } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { durationText } from './duration.ts'
import { type Members, readMembers } from './read-rollout.ts'
import { membersText } from './wave-text.ts'

const PATH = 'api/deployments/plan'

/** What would happen, if it were ordered now. */
export interface RolloutPreview {
  strategy: string
  /** With everything filled in; times in seconds. */
  plan: Fields
  waves: WavePreview[]
  warnings: string[]
}

interface WavePreview extends Members {
  wave: number
  /** Tablets it would take in, and how many of them are there. */
  members: number
  online: number
  /** Ids of some of them. */
  examples: string[]
}

/**
 * Ask who would be in which wave; nothing is changed. A server that knows no waves refuses it, and so an order that it would
 * carry out for everybody at once is never sent.
 *
 * @throws ServerRefused `plan-invalid`, `release-unknown`, `environment-unknown`
 */
export async function previewOf(connection: Connection, body: Record<string, unknown>): Promise<RolloutPreview> {
  const { data } = await new ReleaseServer(connection, USUAL_PATIENCE).post(PATH, body)
  const { strategy, plan, waves, warnings } = fields(PATH, data)
  if (typeof strategy !== 'string') throw strange(PATH)
  return {
    strategy,
    plan: fields(PATH, plan ?? {}),
    waves: readRows(waves ?? [], readWave),
    warnings: readRows(warnings ?? [], (warning) => word(warning) ?? '').filter((warning) => warning !== ''),
  }
}

function readWave(row: unknown): WavePreview {
  const told = fields(PATH, row)
  const examples = Array.isArray(told.examples) ? told.examples.filter((id) => typeof id === 'string') : []
  return {
    wave: amount(told.wave),
    ...readMembers(told),
    members: amount(told.members),
    online: amount(told.online),
    examples,
  }
}

const HEADINGS = ['wave', 'who', 'tablets', 'online', 'bake', 'success', 'errors', 'agreed', 'such as']

/** The same for a person. @param where the release and its environment */
export function previewText(where: string, { strategy, plan, waves, warnings }: RolloutPreview): string {
  const settings = Array.isArray(plan.waves) ? plan.waves : []
  const rows = waves.map((wave, index) => [
    String(wave.wave),
    membersText(wave),
    amountText(wave.members),
    amountText(wave.online),
    ...settingCells(fields(PATH, settings[index] ?? {})),
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
