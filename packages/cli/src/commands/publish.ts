import { type Answer, type Call, type Command, flag, text } from '../command.ts'
import { commitOf } from '../publish/commit-of.ts'
import { type Published, publish } from '../publish/publish.ts'
import { patchText } from '../releases/patch-text.ts'
import { bytesText } from '../screen/bytes.ts'
import { count } from '../screen/count.ts'
import { printable } from '../screen/printable.ts'
import { showProgress } from '../screen/progress.ts'
import { CONNECTION_OPTIONS, connectionOf } from '../server/connection.ts'
import { notifiedText } from './notify.ts'

export const publishCommand: Command = {
  name: 'publish',
  args: ['<dir>'],
  summary: 'send a built folder to the server and make it the current release',
  about: `Only files that the server lacks travel. Run it again after a failure: it carries on where it stopped.
The server then makes patches, so that a tablet downloads only what differs from the release it has; the tablets are told when
these are there. A patch that is late, or cannot be made, costs bytes and nothing else.
A folder with a relevo.json is published as the version it was built as, once it proved to be unchanged.
Else the version is --version, RELEVO_VERSION, or date and hash of the git commit.`,
  options: {
    environment: { type: 'string', value: '<name>', says: 'where it becomes current; default production' },
    version: { type: 'string', value: '<version>', says: 'version of the release' },
    force: { type: 'boolean', says: 'tablets switch without asking' },
    notes: { type: 'string', says: 'what is new' },
    commit: {
      type: 'string',
      value: '<sha>',
      says: 'the commit it was built from; default: that of the CI job, else of the git checkout',
    },
    'no-wait': {
      type: 'boolean',
      says: 'tell the tablets before the patches are made; default: wait for these, at most two minutes',
    },
    'no-notify': { type: 'boolean', says: 'only put it there; no tablet changes' },
    ...CONNECTION_OPTIONS,
  },
  run: runPublish,
}

async function runPublish(call: Call): Promise<Answer> {
  const [folder = ''] = call.args
  const connection = await connectionOf(call)
  const commit = await commitOf(call, folder)
  const published = await publish({
    ...connection,
    folder,
    force: flag(call, 'force'),
    notify: !flag(call, 'no-notify'),
    clock: call.clock,
    ...(flag(call, 'no-wait') && { patience: 0 }),
    env: call.env,
    onProgress: showProgress(call.stderr),
    onWarning: (warning) => call.stderr.write(`relevo: ${printable(warning)}\n`),
    ...(commit !== undefined && { commit }),
    ...texts(call, ['environment', 'version', 'notes']),
  })
  return { data: published, text: publishedText(published) }
}

/** Only the options that were given. */
function texts<Name extends string>(call: Call, names: Name[]): { [K in Name]?: string } {
  const given = names.map((name) => [name, text(call, name)] as const).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as { [K in Name]?: string }
}

function publishedText(published: Published): string {
  const { version, created, files, bytes, uploaded, uploadedBytes, savedBytes, notified } = published
  const what = created
    ? `Published ${version}: ${count(files, 'file')}, ${bytesText(bytes)}. Sent ${count(uploaded, 'file')}, ${bytesText(uploadedBytes)}; saved ${bytesText(savedBytes)}.`
    : `${version} was published before, with these very files.`
  const then = notified ? notifiedText(notified) : `No tablet changes until \`relevo notify ${version}\`.`
  return [what, ...patchLines(published), then].join('\n')
}

function patchLines({ packing }: Published): string[] {
  return (packing?.patches ?? []).map((patch) => printable(`Tablets with ${patch.from} download ${patchText(patch)}.`))
}
