import type { Fleet } from '../fleet/fleet.ts'
import type { KioskReach } from '../fleet/kiosks/reach.ts'
import { type Press, pressOf } from './buttons.ts'
import { INSTALL, type MeetingTopics } from './topics.ts'

/** Who did it, as events say it. */
const ACTOR = 'home-assistant'

/** Most different messages that are complained about: who sends nonsense must not fill the log. */
const COMPLAINTS = 200

/** A message of Home Assistant's. */
interface Heard {
  topic: string
  payload: Uint8Array
  retained: boolean
}

/** Carries out what Home Assistant asks for. */
export interface Commands {
  /** Resolves to the tablet that was asked for an update, when it was. Never rejects. */
  install(heard: Heard): Promise<string | undefined>
  /** Never rejects. */
  press(heard: Heard): Promise<void>
}

/**
 * The commands over a fleet. What is not legal is logged once, and changes nothing. So does a retained one: it would be
 * carried out again with every start.
 */
export function createCommands({
  fleet,
  kiosks,
  topics,
  warn,
}: {
  fleet: { tablets: Pick<Fleet['tablets'], 'get'>; orders: Fleet['orders'] }
  kiosks: Pick<KioskReach, 'send'>
  topics: MeetingTopics
  warn(message: string, cause?: unknown): void
}): Commands {
  const complained = new Set<string>()
  const complain = (reason: string, topic: string) => {
    const complaint = `${reason} ${topic}`
    if (complained.has(complaint) || complained.size >= COMPLAINTS) return
    complained.add(complaint)
    warn(`Home Assistant asked in vain: ${reason} (${topic})`)
  }

  /** The tablet that is meant, and what is asked of it. */
  const read = ({ topic, payload, retained }: Heard): { tablet: string; asked: string } | undefined => {
    if (payload.length === 0) return undefined
    if (retained) return void complain('the command was retained, which would carry it out at every start', topic)
    const name = topics.tabletOf(topic)
    const tablet = name === undefined ? undefined : fleet.tablets.get(name)?.id
    if (tablet === undefined) return void complain('there is no such tablet', topic)
    return { tablet, asked: new TextDecoder().decode(payload.subarray(0, 64)) }
  }

  const carryOut = (tablet: string, press: Press): Promise<unknown> => {
    switch (press.does) {
      case 'check':
        return fleet.orders.check([tablet])
      case 'force':
        return fleet.orders.update([tablet], true, ACTOR)
      case 'kiosk':
        return kiosks.send(tablet, press.command)
    }
  }

  const trying = async (tablet: string, deed: () => Promise<unknown>) => {
    try {
      await deed()
    } catch (error) {
      warn(`What Home Assistant asked of ${tablet} was not done`, error)
    }
  }

  return {
    async install(heard) {
      const found = read(heard)
      if (!found) return undefined
      const { tablet, asked } = found
      if (asked !== INSTALL) return void complain(`the payload is not ${INSTALL}`, heard.topic)
      await trying(tablet, () => fleet.orders.update([tablet], false, ACTOR))
      return tablet
    },
    async press(heard) {
      const found = read(heard)
      const press = found && pressOf(found.asked)
      if (found && !press) complain('the payload is no button’s', heard.topic)
      if (found && press) await trying(found.tablet, () => carryOut(found.tablet, press))
    },
  }
}
