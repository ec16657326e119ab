import { USUAL_PATIENCE } from '../server/again.ts'
import type { Connection } from '../server/connection.ts'
import { amount, type Fields, fields, readRows, strange, word } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'
import { type Members, readMembers } from './read-wave.ts'

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
