import type { Config } from '@relevo/config'
import type { createApp } from '../http/app.ts'
import type { OpenBroker } from '../mqtt/open-broker.ts'
import { notListening } from './not-listening.ts'

/**
 * Let HTTP be reached.
 *
 * @returns the port
 * @throws RelevoError `port-taken`, `config-invalid`
 */
export async function listen(app: Awaited<ReturnType<typeof createApp>>, { port, host }: Config): Promise<number> {
  try {
    await app.listen({ port, host, backlog: 4096 })
  } catch (error) {
    throw notListening(error, { variable: 'PORT', port, host })
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}

/**
 * Let the broker in this process be reached over TCP.
 *
 * @returns the port; `undefined` where there is none
 * @throws RelevoError `port-taken`, `config-invalid`
 */
export async function listenMqtt(
  broker: Pick<OpenBroker, 'listen'>,
  { mqttPort, host }: Config,
): Promise<number | undefined> {
  if (mqttPort === 0 || !broker.listen) return undefined
  const port = mqttPort === 'auto' ? 0 : mqttPort
  try {
    return await broker.listen(port, host)
  } catch (error) {
    throw notListening(error, { variable: 'MQTT_PORT', port, host })
  }
}
