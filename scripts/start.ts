/**
 * `npm start`: the whole of Relevo on this machine. Builds the dashboard, starts the server, and publishes the demo
 * tablet's first release into an empty data folder, so that the first page a newcomer opens is a working tablet. Where nothing
 * is said about access it is open, and the screen says so: a newcomer's tablet has no credential yet.
 */
import { join } from 'node:path'
import { loadConfig } from '@relevo/config'
import { build } from 'vite'
import { explained, RELEASE, whereEverythingIs } from '../apps/server/src/announce.ts'
import { openLog } from '../apps/server/src/log.ts'
import { createServer } from '../apps/server/src/main.ts'
import { releaseTablet } from './release-tablet.ts'

const dashboard = join(import.meta.dirname, '../apps/dashboard')

try {
  const { config } = await loadConfig({ cwd: process.cwd(), env: process.env, usual: { access: 'open' } })
  await build({
    root: dashboard,
    configFile: join(dashboard, 'vite.config.ts'),
    configLoader: 'native',
    logLevel: 'warn',
  })
  const server = await createServer(config, openLog(config.log === 'info' ? 'warn' : config.log))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await server.close()
      process.exit(0)
    })
  }
  const first = await fetch(`${server.url}/config/version.json`)
  if (first.status === 404) {
    console.log('Building and publishing the demo tablet’s first release …')
    await releaseTablet(server)
  }
  console.log(`\n${whereEverythingIs(server, config, RELEASE)}`)
} catch (error) {
  console.error(explained(error))
  process.exit(1)
}
