import { buildVersion, readRelease, writeRelease } from '@relevo/vite-plugin/manifest'
import { type Answer, type Call, type Command, text } from '../command.ts'
import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import { printable } from '../screen/printable.ts'

export const manifest: Command = {
  name: 'manifest',
  args: ['<dir>'],
  summary: 'make any built folder a release: write its relevo.json and config/version.json',
  about: `For builds without the Vite plugin, and for folders changed after their build. No server is asked.
The version is --version, else the one the folder has already, else RELEVO_VERSION, else date and hash of the git commit.`,
  options: {
    version: { type: 'string', value: '<version>', says: 'version of the release' },
    base: {
      type: 'string',
      value: '<url>',
      says: 'where the folder will be served, with a slash at its end; default: wherever version.json is',
    },
  },
  run: runManifest,
}

async function runManifest(call: Call): Promise<Answer> {
  const [folder = ''] = call.args
  const built = await readRelease(folder)
  const version = text(call, 'version') ?? built?.version
  const warn = (warning: string) => call.stderr.write(`relevo: ${printable(warning)}\n`)
  const named = await buildVersion({ folder, env: call.env, warn, ...(version !== undefined && { version }) })
  const base = text(call, 'base')
  const { files } = await writeRelease(folder, {
    version: named,
    ...(base !== undefined && { base }),
    ...(built?.engines && { engines: built.engines }),
  })
  const sizes = Object.values(files).map(({ size }) => size)
  const data = { version: named, folder, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
  return { data, text: `${folder} is release ${named}: ${count(data.files, 'file')}, ${bytesText(data.bytes)}.` }
}
