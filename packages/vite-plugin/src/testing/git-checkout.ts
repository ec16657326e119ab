import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Make a folder a git checkout with one commit of everything in it, dated 30 March 2025, 23:30 UTC. */
export async function commitAll(folder: string): Promise<string> {
  const date = '2025-03-30T23:30:00Z'
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false']
  await run('git', ['init', '-q'], { cwd: folder })
  await run('git', ['add', '-A'], { cwd: folder })
  await run('git', [...identity, 'commit', '-q', '--no-verify', '-m', 'one'], { cwd: folder, env })
  return (await run('git', ['rev-parse', 'HEAD'], { cwd: folder })).stdout.trim()
}
