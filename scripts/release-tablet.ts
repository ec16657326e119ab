import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Published, publish } from '@relevo/cli/publish'
import { build } from 'vite'

const tablet = join(import.meta.dirname, '../apps/tablet')

/**
 * Build the demo tablet under a new version and publish it, as a team's CI would do with its own app.
 *
 * @throws RelevoError as `publish`
 */
export async function releaseTablet(server: { url: string; token: string }): Promise<Published> {
  process.env.RELEVO_VERSION = nextVersion(new Date())
  await build({ root: tablet, configFile: join(tablet, 'vite.config.ts'), configLoader: 'native', logLevel: 'warn' })
  return publish({ folder: join(tablet, 'dist'), ...server })
}

/** Date and commit as always; the time makes every build of one commit a release of its own. */
function nextVersion(now: Date): string {
  const day = now.toISOString().slice(0, 10).replaceAll('-', '')
  const time = now.toISOString().slice(11, 19).replaceAll(':', '')
  return `${day}-${commit()}.${time}`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short=7', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return '0000000' // a downloaded archive has no commit; the time still tells builds apart
  }
}
