import { type Config, readConfig } from '@relevo/config'
import { onTestFinished } from 'vitest'
import { createServer } from '../../../../apps/server/src/main.ts'
import { tempFolder } from './temp-folder.ts'

const TOKEN = 'a-token-for-tests'

/** Relevo's own server on free ports, and the environment that leads this program to it. */
export async function realServer(settings: Partial<Config> = {}) {
  const RELEVO_DATA = await tempFolder()
  const env = { PORT: '0', MQTT_PORT: '0', HOST: '127.0.0.1', RELEVO_DATA, RELEVO_TOKEN: TOKEN, RELEVO_ACCESS: 'open' }
  const server = await createServer({ ...readConfig({ env }).config, ...settings })
  onTestFinished(() => server.close())
  return { RELEVO_URL: server.url, RELEVO_TOKEN: TOKEN }
}
