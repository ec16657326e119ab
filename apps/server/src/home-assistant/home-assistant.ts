import { setImmediate as breath } from 'node:timers/promises'
import type { Bus, HeardMessage } from '../fleet/bus.ts'
import type { Fleet } from '../fleet/fleet.ts'
import type { KioskReach } from '../fleet/kiosks/reach.ts'
import type { Bell } from '../fleet/live/bell.ts'
import type { World } from '../fleet/ports.ts'
import { createCommands } from './commands.ts'
import { readConfig } from './device-config.ts'
import { createGallery } from './gallery.ts'
import { createPainter, type PainterParts } from './painter.ts'
import { meetingTopics } from './topics.ts'

/** What Home Assistant is shown a fleet with. */
interface HomeAssistantParts extends PainterParts {
  /** The broker where Home Assistant is. */
  bus: Bus
  fleet: Pick<Fleet, 'eachTablet' | 'desiredOf' | 'release' | 'tablets' | 'orders'>
  kiosks: Pick<KioskReach, 'send'>
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
/** After so many tablets that something was told of there is a pause of so many ms: Home Assistant sets up entities slowly. */
const AT_ONCE = 100
const PAUSE = 500
/** After so many tablets that nothing is told of, others get their turn: tablets wait for an answer. */
const IN_ONE_GO = 500

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
  let ups = 0
  let isRung = false
  let nap = new AbortController()
  const ring = () => {
    isRung = true
    nap.abort()
  }

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

  /** Look at every tablet once, and tell what is new. */
  const look = async (isOver: () => boolean) => {
    isRung = false
    const present = new Set<string>()
    let told = 0
    const show = async (id: string, portrait: Parameters<typeof gallery.show>[1]) => {
      if (await gallery.show(id, portrait)) if (++told % AT_ONCE === 0) await pause(PAUSE)
    }
    for (const tablet of fleet.eachTablet()) {
      if (isOver()) return
      present.add(tablet.id)
      await show(tablet.id, await paint(tablet))
      if (present.size % IN_ONE_GO === 0) await breath()
    }
    for (const id of gallery.known()) {
      if (isOver()) return
      if (!present.has(id)) await show(id, undefined)
    }
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
      const stopReading = await bus.subscribe(topics.allConfigs, found)
      await pause(SETTLE)
      stopReading()
      while (!isOver()) {
        await look(isOver)
        await pause(LOOK_EVERY)
        nap = new AbortController()
        if (!isOver() && !isRung) await world.wait(world.now() + LOOK_AT_LEAST, nap.signal)
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
        world.warn('Home Assistant cannot be told of the tablets for now; it is tried again', error)
      }
      nap = new AbortController()
      if (!stopping.signal.aborted && ups === mine) await world.wait(world.now() + LOOK_AT_LEAST, nap.signal)
    }
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
