import type { Config } from '@relevo/config'
import type { Logger } from 'pino'
import type { Bell } from '../fleet/live/bell.ts'
import type { World } from '../fleet/ports.ts'
import type { OpenBroker } from '../mqtt/open-broker.ts'
import type { OpenData } from '../store/index.ts'

/** What every part of a server is put together from. */
export interface Surroundings extends OpenData {
  config: Config
  log: Logger
  bell: Bell
  world: World
  broker: OpenBroker
}
