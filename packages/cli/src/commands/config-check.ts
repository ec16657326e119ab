import { loadConfig, remarksOf, summaryOf } from '@relevo/config'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { printable } from '../screen/printable.ts'
import { table } from '../screen/table.ts'

export const configCheck: Command = {
  name: 'config check',
  args: [],
  summary: 'can a server start with this configuration? Says every mistake, or what is set',
  about: `It reads relevo.config.ts, .mjs, .js or .json of this folder, or the file in RELEVO_CONFIG, and the environment
variables and those of a file .env, which win: as a server does that is started here. No server is asked. Secrets are
shown as set or not set.`,
  options: {
    file: { type: 'string', value: '<path>', says: 'the file to check, instead of the one a server would find here' },
  },
  run: runConfigCheck,
}

async function runConfigCheck(call: Call): Promise<Answer> {
  const file = text(call, 'file')
  const env = { ...call.env, ...(file !== undefined && { RELEVO_CONFIG: file }) }
  const { config, path } = await loadConfig({ cwd: process.cwd(), env })
  const lines = summaryOf(config)
  const rows = lines.map(({ place, value }) => [place, value])
  const warnings = remarksOf(config)
  const from = path ?? 'no file: environment variables and defaults'
  return {
    data: { ...(path !== undefined && { path }), settings: Object.fromEntries(rows), warnings },
    text: printable(
      [
        `The configuration can be used (${from}).`,
        ...warnings.map((warning) => `Warning: ${warning}`),
        `\n${table(['setting', 'value'], rows)}`,
      ].join('\n'),
    ),
  }
}
