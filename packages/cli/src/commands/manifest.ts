import {
  buildVersion,
  foreignForms,
  manifestOf,
  readRelease,
  refuseIllegalBase,
  writeMadeRelease,
} from '@relevo/vite-plugin/manifest'
import { type Answer, type Call, type Command, flag, text, texts } from '../command.ts'
import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import { showPacking } from '../screen/pack-progress.ts'
import { printable } from '../screen/printable.ts'
import { sizeOf } from '../static-host/form-keeper.ts'
import { readOldBuilds } from '../static-host/old-build.ts'
import { packFolder } from '../static-host/pack-folder.ts'
import { packedText } from '../static-host/packed-text.ts'

export const manifest: Command = {
  name: 'manifest',
  args: ['<dir>'],
  summary:
    'make any built folder a release for a static host: relevo.json, config/version.json, patches, compressed forms',
  about: `For builds without the Vite plugin, for folders changed after their build, and for hosts that only serve files. No server
is asked. The version is --version, else the one the folder has already, else RELEVO_VERSION, else date and hash of the git commit.

With --patches a tablet downloads what differs from the release it has, and nothing else. Each old build is a folder with a
relevo.json, or <version>=<folder> for one without. A patch that would save little is not made.
What a run makes, the next one takes away again unless it is asked for again. Hosts and headers: docs/static-hosts.md.`,
  options: {
    version: { type: 'string', value: '<version>', says: 'version of the release' },
    base: {
      type: 'string',
      value: '<url>',
      says: 'where the folder will be served, with a slash at its end; default: wherever version.json is',
    },
    patches: {
      type: 'string',
      value: '<old build…>',
      multiple: true,
      greedy: true,
      says: 'make patches from these older builds, in patches/; several may follow, and none is no error',
    },
    whole: { type: 'boolean', says: 'also put all files in one, for tablets that have none of them' },
    compress: {
      type: 'boolean',
      says: 'put brotli and gzip of every file beside it, where smaller: app.js.br, app.js.gz',
    },
  },
  run: runManifest,
}

async function runManifest(call: Call): Promise<Answer> {
  const [folder = ''] = call.args
  const base = text(call, 'base')
  refuseIllegalBase(base)
  const built = await readRelease(folder)
  const version = text(call, 'version') ?? built?.version
  const warn = (warning: string) => call.stderr.write(`relevo: ${printable(warning)}\n`)
  const named = await buildVersion({ folder, env: call.env, warn, ...(version !== undefined && { version }) })
  const oldBuilds = await readOldBuilds(texts(call, 'patches'), named)
  const release = await manifestOf(folder, named, built?.engines)
  for (const warning of await foreignForms(folder, release)) warn(warning)
  const packed = await packFolder(folder, release, {
    compress: flag(call, 'compress'),
    whole: flag(call, 'whole'),
    oldBuilds,
    onProgress: showPacking(call.stderr),
  })
  await writeMadeRelease(folder, release, packed, base)
  const files = Object.entries(release.files)
  const { patches, whole, compressed } = packed
  const data = {
    ...{ version: named, folder, files: files.length, bytes: sizeOf(files), patches },
    ...(whole && { whole }),
    ...(compressed && { compressed }),
  }
  const first = `${folder} is release ${named}: ${count(data.files, 'file')}, ${bytesText(data.bytes)}.`
  return { data, text: [first, ...packedText(packed)].join('\n') }
}
