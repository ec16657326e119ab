import type { Bus, HeardMessage } from '../fleet/bus.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { KioskReach } from '../fleet/kiosks/reach.ts'
import type { Bell } from '../fleet/live/bell.ts'
import type { World } from '../fleet/ports.ts'
import { createAlarm } from './alarm.ts'
import { createCommands } from './commands.ts'
import { readConfig } from './device-config.ts'
import { createGallery } from './gallery.ts'
import { createPainter, type PainterParts } from './painter.ts'
import { createRound } from './round.ts'
import { meetingTopics } from './topics.ts'

/** What Home Assistant is shown a fleet with. */
interface HomeAssistantParts extends PainterParts {
  /** The broker where Home Assistant is. */
  bus: Bus
  fleet: Pick<Fleet, 'eachTablet' | 'desiredOf' | 'release' | 'tablets' | 'orders'>
  kiosks: KioskReach
  /** Rung when something was written. */
  bell: Pick<Bell, 'listen'>
  world: Pick<World, 'now' | 'wait' | 'warn'>
}

/** How it is shown. */
interface HomeAssistantSettings {
  /** First levels of this server's topics. */
  prefix: string
  /** Home Assistant's own, `homeassistant` by default. */
  discovery: string
  /** Of this server. */
  version: string
  /** Public address of this server, without a slash at its end; `undefined` where nobody said it. */
  home: string | undefined
  /** Milliseconds between two polls of a tablet. */
  poll: number
}

/** What the broker keeps of us comes after we asked for it, and nothing says when that was all: it gets this long, ms. */
const SETTLE = 2_000
/** Changes are looked for at most this often, ms, so that all that happens to a tablet within it is told once. */
const LOOK_EVERY = 1_000
/** Silence is no change that anybody writes down: tablets are looked at after so many ms in any case. */
const LOOK_AT_LEAST = 15_000
/**
 * Show a fleet to Home Assistant, each tablet as a device, and do what it asks for. It begins whenever the broker is there;
 * what cannot be told is tried again.
 *
 * @returns ends it: Home Assistant is told that this server is not there
 */
export function showToHomeAssistant(parts: HomeAssistantParts, settings: HomeAssistantSettings): () => Promise<void> {
  const { bus, fleet, world } = parts
  const topics = meetingTopics(settings.prefix, settings.discovery)
  const gallery = createGallery({ bus, house: { ...settings, topics }, world })
  const commands = createCommands({ ...parts, topics, warn: world.warn })
  const paint = createPainter(parts, settings.poll)
  const stopping = new AbortController()
  const pause = (ms: number) => world.wait(world.now() + ms, stopping.signal)
  const goRound = createRound({ fleet, gallery, paint, pause })
  const { ring, rest } = createAlarm(world)
  let ups = 0
  let complaint: string | undefined

  const say = (payload: 'online' | 'offline') =>
    bus.publish({ topic: topics.availability, payload, qos: 1, retain: true })

  const born = ({ retained, payload }: HeardMessage) => {
    if (retained || textOf(payload) !== 'online') return
    gallery.again('birth')
    ring()
  }
  const install = async (heard: HeardMessage) => {
    const tablet = await commands.install(heard)
    if (tablet === undefined) return
    gallery.again('asked', tablet)
    ring()
  }
  const found = ({ topic, payload, retained }: HeardMessage) => {
    const config = retained ? readConfig(topic, textOf(payload), topics) : undefined
    if (config) gallery.found(config.tablet, config.standing)
  }

  /** One stay of the broker: what it keeps is read, then the fleet is followed. */
  const stay = async (isOver: () => boolean) => {
    const stops: (() => void)[] = []
    try {
      gallery.clear()
      await say('online')
      stops.push(await bus.subscribe(topics.birth, born))
      stops.push(await bus.subscribe(topics.allInstalls, (heard) => void install(heard)))
      stops.push(await bus.subscribe(topics.allPresses, (heard) => void commands.press(heard)))
      // It goes on: what another broker keeps, behind this one, may come much later.
      stops.push(await bus.subscribe(topics.allConfigs, found))
      await pause(SETTLE)
      while (!isOver()) {
        await goRound(isOver)
        complaint = undefined
        await pause(LOOK_EVERY)
        await rest(LOOK_AT_LEAST)
      }
    } finally {
      for (const stop of stops) stop()
    }
  }

  const run = async () => {
    while (!stopping.signal.aborted) {
      const mine = ups
      try {
        if (mine > 0) await stay(() => stopping.signal.aborted || ups !== mine)
      } catch (error) {
        complain(error)
      }
      if (!stopping.signal.aborted && ups === mine) await rest(LOOK_AT_LEAST)
    }
  }
  /** A broker that is away, or refuses us, goes on with that: it is told of once. */
  const complain = (error: unknown) => {
    const reason = String(error)
    if (reason !== complaint)
      world.warn('Home Assistant cannot be told of the tablets for now; it is tried again', error)
    complaint = reason
  }

  const deafen = parts.bell.listen(ring)
  const unplug = bus.onUp(() => {
    ups++
    ring()
  })
  const running = run()

  return async () => {
    deafen()
    unplug()
    stopping.abort()
    ring()
    await running
    await say('offline').catch((error: unknown) => world.warn('Home Assistant does not know that we stop', error))
  }
}

function textOf(payload: Uint8Array): string {
  return new TextDecoder().decode(payload)
}
