import { loadConfig } from '@relevo/config'
import { explained, whereEverythingIs } from './announce.ts'
import { openLog } from './log.ts'
import { createServer, type RunningServer } from './main.ts'

/**
 * A stop takes at most this long, ms; then whoever is still downloading is cut. Longer than the 5 s a deployment's command
 * has to end by itself, shorter than the 10 s after which Docker kills.
 */
const STOP_WITHIN = 8_000

try {
  const { config } = await loadConfig({ cwd: process.cwd(), env: process.env })
  const server = await createServer(config, openLog(config.log))
  console.log(whereEverythingIs(server, config))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(server))
} catch (error) {
  console.error(explained(error))
  process.exit(1)
}

async function stop(server: RunningServer): Promise<void> {
  setTimeout(() => process.exit(0), STOP_WITHIN).unref()
  await server.close()
  process.exit(0)
}
