import { writeFile } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { NO_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const tabletsExport: Command = {
  name: 'tablets export',
  args: [],
  summary: 'what is said of every tablet, as a CSV table that spreadsheets open',
  options: {
    to: { type: 'string', value: '<path>', says: 'file to write; default: standard output' },
    ...CONNECTION_OPTIONS,
  },
  run: runExport,
}

async function runExport(call: Call): Promise<Answer> {
  const to = text(call, 'to')
  const table = await new ReleaseServer(await connectionOf(call), NO_PATIENCE).getTable('api/tablets/export')
  if (to === undefined) return { data: { table }, text: table.trimEnd() }
  try {
    await writeFile(to, table)
  } catch (cause) {
    throw new RelevoError('usage', `cannot write ${to}: ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
  return { data: { file: to }, text: `Written to ${to}.` }
}
