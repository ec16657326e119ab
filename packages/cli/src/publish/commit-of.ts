import { headOf } from '@relevo/vite-plugin/manifest'
import { type Call, text } from '../command.ts'
import { originOf } from '../deployments/origin.ts'

/**
 * The commit a folder was built from: the option, else what the CI system tells, else that of its git checkout, as far as git
 * can swear to it.
 */
export async function commitOf(call: Call, folder: string): Promise<string | undefined> {
  const told = text(call, 'commit') ?? originOf(call.env).commit
  if (told !== undefined) return told
  const head = await headOf(folder).catch(() => undefined)
  return head && !head.dirty ? head.hash : undefined
}
