import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { z } from 'zod'
import { homeAssistantDecides } from './home-assistant-decides.ts'
import { DISCOVERY, UPDATE_STATE } from './home-assistant-schema.ts'

/** A device, as discovery describes it. */
type Device = z.output<typeof DISCOVERY>

/** A Home Assistant of a test: it reads discovery by its rules, and rejects what Home Assistant would reject. */
export interface HomeAssistant {
  client: MqttClient
  /** By object id; without entities that went away. */
  devices: Map<string, Device>
  /** Every discovery message since it started, by object id, with the components that it named. */
  discoveries: { id: string; components: string[]; leaving: string[] }[]
  /** Messages that Home Assistant would have dropped, with the reason. */
  rejected: string[]
  /** What was published last on a topic. */
  said(topic: string): string | undefined
  /** How often something was published on topics that begin so, since it started. */
  count(start: string): number
  /** What an entity shows now, `unavailable` where its availability says so, `unknown` before anything was said. */
  shows(id: string, component: string): string
  /** The update entity of a device, as it was last said. */
  update(id: string): z.output<typeof UPDATE_STATE>
  /** Press Install as a person would; Home Assistant refuses it where nothing is offered, or one is in progress. */
  install(id: string): Promise<void>
  press(id: string, component: string): Promise<void>
  /** Say that it has just started. */
  birth(): Promise<void>
  stop(): Promise<void>
}

/** Start one at a broker. */
export async function homeAssistant(url: string, options: IClientOptions = {}): Promise<HomeAssistant> {
  const client = await mqtt.connectAsync(url, { protocolVersion: 5, reconnectPeriod: 50, ...options })
  const topics = new Map<string, string>()
  const counts = new Map<string, number>()
  const rejected: string[] = []
  const devices = new Map<string, Device>()
  const discoveries: HomeAssistant['discoveries'] = []
  const states = new Map<string, z.output<typeof UPDATE_STATE>>()

  const discovered = (topic: string, id: string, payload: string) => {
    if (payload === '') return void devices.delete(id)
    const read = DISCOVERY.safeParse(JSON.parse(payload))
    if (!read.success) return void rejected.push(`${topic}: ${read.error.message}`)
    const all = Object.entries(read.data.components)
    const leaving = all.filter(([, component]) => Object.keys(component).length === 1).map(([name]) => name)
    discoveries.push({ id, components: all.map(([name]) => name), leaving })
    const components = Object.fromEntries(all.filter(([name]) => !leaving.includes(name)))
    // Home Assistant keeps what is left out without having been taken away first.
    devices.set(id, { ...read.data, components: { ...without(devices.get(id)?.components, leaving), ...components } })
  }

  client.on('message', (topic, bytes) => {
    const payload = bytes.toString()
    counts.set(topic, (counts.get(topic) ?? 0) + 1)
    if (payload === '') topics.delete(topic)
    else topics.set(topic, payload)
    const [, id] = /^homeassistant\/device\/([^/]+)\/config$/.exec(topic) ?? []
    if (id !== undefined) return discovered(topic, id, payload)
    if (!topic.endsWith('/update') || payload === '') return
    const read = UPDATE_STATE.safeParse(JSON.parse(payload))
    if (read.success) states.set(topic, { ...states.get(topic), ...read.data })
    else rejected.push(`${topic}: ${read.error.message}`)
  })
  await client.subscribeAsync(['homeassistant/#', '+/home-assistant/#'], { qos: 1 })

  const entity = (id: string, component: string) => {
    const found = devices.get(id)?.components[component]
    if (!found || !('unique_id' in found)) throw new Error(`${id} has no ${component}`)
    return found
  }
  const readingOf = (topic: string, template: string | undefined) => {
    const payload = topics.get(topic)
    if (payload === undefined || template === undefined) return payload
    return String(JSON.parse(payload)[template.slice('{{ value_json.'.length, -' }}'.length)])
  }
  const stateOf = (id: string) => {
    const { state_topic: topic } = entity(id, 'update') as { state_topic: string }
    return states.get(topic) ?? {}
  }

  return {
    client,
    devices,
    discoveries,
    rejected,
    said: (topic) => topics.get(topic),
    count: (start) => [...counts].reduce((sum, [topic, count]) => sum + (topic.startsWith(start) ? count : 0), 0),
    shows(id, component) {
      const found = entity(id, component)
      const { availability = devices.get(id)?.availability ?? [] } = found
      const isThere = availability.every(({ topic, value_template }) => readingOf(topic, value_template) === 'online')
      if (!isThere) return 'unavailable'
      if (found.platform === 'button') return 'ready'
      if (found.platform !== 'update') return readingOf(found.state_topic, found.value_template) ?? 'unknown'
      const { installed_version: installed, latest_version: latest } = stateOf(id)
      if (installed === undefined || latest === undefined) return 'unknown'
      const decision = homeAssistantDecides(installed, latest)
      return decision === 'update' ? 'on' : decision === 'up-to-date' ? 'off' : decision
    },
    update: stateOf,
    async install(id) {
      const found = entity(id, 'update')
      if (found.platform !== 'update') throw new Error('no update entity')
      const { installed_version: installed, latest_version: latest, in_progress: isBusy } = stateOf(id)
      if (installed === latest) throw new Error(`No update available for ${id}`)
      if (isBusy !== false) throw new Error(`Update installation already in progress for ${id}`)
      await client.publishAsync(found.command_topic, found.payload_install, { qos: 1 })
    },
    async press(id, component) {
      const found = entity(id, component)
      if (found.platform !== 'button') throw new Error(`${component} is no button`)
      await client.publishAsync(found.command_topic, found.payload_press, { qos: 1 })
    },
    birth: () => client.publishAsync('homeassistant/status', 'online', { qos: 1 }).then(() => undefined),
    stop: () => client.endAsync(),
  }
}

function without<T>(all: Record<string, T> = {}, names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)))
}
