import { type Call, text } from '../command.ts'
import { type Published, publish } from '../publish/publish.ts'
import { printable } from '../screen/printable.ts'
import { showProgress } from '../screen/progress.ts'
import type { Connection } from '../server/connection.ts'

/** Publish a built folder that is to be deployed then: the tablets are not told of it yet. */
export function publishFolder(
  call: Call,
  connection: Connection,
  folder: string,
  { notes, commit }: { notes?: unknown; commit?: unknown },
): Promise<Published> {
  const version = text(call, 'version')
  return publish({
    ...connection,
    folder,
    notify: false,
    env: call.env,
    onProgress: showProgress(call.stderr),
    onWarning: (warning) => call.stderr.write(`relevo: ${printable(warning)}\n`),
    ...(version !== undefined && { version }),
    ...(typeof notes === 'string' && { notes }),
    ...(typeof commit === 'string' && { commit }),
  })
}
