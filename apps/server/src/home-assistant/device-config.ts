import { type Component, componentsOf } from './components.ts'
import type { Portrait } from './portrait.ts'
import type { MeetingTopics } from './topics.ts'

/** A device-based discovery: one message with the device, who announces it, and all its entities. */
export interface DeviceConfig {
  device: {
    identifiers: string[]
    name: string
    manufacturer: string
    model: string
    suggested_area?: string
    configuration_url?: string
  }
  /** Home Assistant drops a message without it, and one whose `support_url` is no address. */
  origin: { name: string; sw_version: string; support_url?: string }
  availability: { topic: string }[]
  availability_mode: 'all'
  /** Home Assistant has QoS 0 for what it is not told of. */
  qos: 1
  components: Record<string, Component>
}

/** What every device config has in common. */
export interface House {
  topics: MeetingTopics
  /** Version of this server. */
  version: string
  /** Public address of this server, without a slash at its end; absent where nobody said it. */
  home: string | undefined
}

/**
 * The discovery of a tablet. A kiosk app that announces a device of its own is the same device: one identifier in common
 * has Home Assistant merge them.
 *
 * The tablet's own connection is no availability of its entities: one whose screen is off is not there, and what it should
 * run and did report is known all the same.
 */
export function deviceConfig(portrait: Portrait, { topics, version, home }: House): DeviceConfig {
  const { tablet, name, area, kiosk } = portrait
  return {
    device: {
      identifiers: [topics.objectId(tablet), ...(kiosk?.identifier === undefined ? [] : [kiosk.identifier])],
      name,
      manufacturer: 'Relevo',
      model: 'Wall tablet',
      ...(area !== undefined && { suggested_area: area }),
      ...(home !== undefined && { configuration_url: `${home}/dashboard/#tablet/${encodeURIComponent(tablet)}` }),
    },
    origin: { name: 'Relevo', sw_version: version, ...(home !== undefined && { support_url: home }) },
    availability: [{ topic: topics.availability }],
    availability_mode: 'all',
    qos: 1,
    components: componentsOf(portrait, topics),
  }
}

/** A device as Home Assistant has it. */
export interface Standing {
  identifiers: readonly string[]
  /** Platforms by component. */
  components: ReadonlyMap<string, Component['platform']>
}

/** How a discovery leaves the device. */
export function standingOf({ device, components }: DeviceConfig): Standing {
  return {
    identifiers: device.identifiers,
    components: new Map(Object.entries(components).map(([id, { platform }]) => [id, platform])),
  }
}

/** A discovery that the broker kept. */
interface KeptConfig {
  tablet: string
  /** Entities that were taken away, and not left out yet, are among them. */
  standing: Standing
}

/**
 * Read a kept discovery. Another server's, or another program's, is `undefined`: only in ours does the update entity write
 * to one of our topics, under the name that its own topic has.
 */
export function readConfig(topic: string, payload: string, topics: MeetingTopics): KeptConfig | undefined {
  const config = parsed(payload)
  const components = asObject(config.components)
  const command = asObject(components.update).command_topic
  const tablet = typeof command === 'string' ? topics.tabletOf(command) : undefined
  if (tablet === undefined || topics.config(tablet) !== topic) return undefined
  const { identifiers } = asObject(config.device)
  const platforms = Object.entries(components).map(([id, one]) => [id, asObject(one).platform as Component['platform']])
  return {
    tablet,
    standing: {
      identifiers: Array.isArray(identifiers) ? identifiers.map(String) : [],
      components: new Map(platforms as [string, Component['platform']][]),
    },
  }
}

function parsed(payload: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(payload))
  } catch {
    return {}
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return Object(value) === value ? (value as Record<string, unknown>) : {}
}
