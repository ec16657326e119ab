import { readFile } from 'node:fs/promises'
import { RelevoError } from '@relevo/core/errors'
import { type Answer, type Call, type Command, flag } from '../command.ts'
import { count } from '../screen/count.ts'
import { USUAL_PATIENCE } from '../server/again.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { amount, fields } from '../server/read-fields.ts'
import { ReleaseServer } from '../server/release-server.ts'

export const tabletsImport: Command = {
  name: 'tablets import',
  args: ['<file>'],
  summary: 'say what a CSV table says of tablets, or nothing at all when a line is wrong',
  about: `Columns: id, name, group, tags (parted by spaces), environment, notes, pin. A column that is not there changes
nothing, an empty cell clears. Commas, semicolons or tabs, UTF-8, as spreadsheets save it. Tablets that were never heard of
are listed as never-seen. It takes the scope admin.`,
  options: {
    'dry-run': { type: 'boolean', says: 'only say what would come of it' },
    ...CONNECTION_OPTIONS,
  },
  run: runImport,
}

async function runImport(call: Call): Promise<Answer> {
  const [file = ''] = call.args
  const connection = await connectionOf(call)
  const table = await tableIn(file)
  const dryRun = flag(call, 'dry-run')
  const path = `api/tablets/import${dryRun ? '?dryRun=true' : ''}`
  const { data } = await new ReleaseServer(connection, USUAL_PATIENCE).sendTable(path, table)
  const { created, changed, unchanged, lines } = fields('api/tablets/import', data)
  const counts = { created: amount(created), changed: amount(changed), unchanged: amount(unchanged) }
  const would = dryRun ? ' would be' : ''
  return {
    data: { ...counts, lines: amount(lines), dryRun },
    text: `${count(counts.created, 'tablet')}${would} new, ${counts.changed}${would} changed, ${counts.unchanged} unchanged.`,
  }
}

async function tableIn(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (cause) {
    throw new RelevoError('usage', `cannot read ${file}: ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
}
