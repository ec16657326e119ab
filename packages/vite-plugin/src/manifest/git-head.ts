import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { RelevoError } from '@relevo/core/errors'

const run = promisify(execFile)

/** The commit a folder is checked out at. */
export interface GitHead {
  hash: string
  /** When it was committed. */
  date: Date
  /** Something in the checkout, tracked or new, is not in that commit. */
  dirty: boolean
}

/**
 * Ask git for the checked-out commit.
 *
 * @throws RelevoError `folder-unusable` where there is no folder; `version-unknown`, with git's own first line, where there is no
 * git, no checkout or no commit
 */
export async function headOf(folder: string): Promise<GitHead> {
  const there = await stat(folder).catch(() => undefined)
  if (!there?.isDirectory()) throw new RelevoError('folder-unusable', `${folder} is not a folder`)
  const [hash = '', seconds = ''] = (await git(folder, 'log', '-1', '--format=%H %ct')).split(' ')
  const changes = await git(folder, 'status', '--porcelain')
  return { hash, date: new Date(Number(seconds) * 1000), dirty: changes !== '' }
}

async function git(folder: string, ...args: string[]): Promise<string> {
  try {
    // Without the lock: a build must not get in the way of somebody's commit.
    const { stdout } = await run('git', ['--no-optional-locks', '-c', 'log.showSignature=false', ...args], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    })
    return stdout.trim()
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string }
    const reason = (stderr?.trim() || message).split('\n')[0] ?? ''
    throw new RelevoError('version-unknown', reason, { cause })
  }
}
