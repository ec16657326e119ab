import type { App } from './app.ts'
import type { KioskFacts } from './facts.ts'
import { freeKioskState } from './freekiosk-facts.ts'
import { fullyEvent, fullyInfo } from './fully-facts.ts'
import type { Place } from './kiosk-topics.ts'
import { presence, wallPanelFacts, wallPanelState } from './wallpanel-facts.ts'

/** Longest message of an app that is read, bytes; Fully's device info, the longest of all, has some 3,000. */
export const MOST_PAYLOAD = 32 * 1024

/**
 * What a message of an app says of it.
 *
 * @returns `undefined` for what is not of this app, or no message of the kind its topic is for
 * @example readFacts('wallpanel', { base: 'wallpanel/hall/' }, 'wallpanel/hall/connection', 'online') // { isOnline: true }
 */
export function readFacts(app: App, { base, device }: Place, topic: string, payload: string): KioskFacts | undefined {
  if (!topic.startsWith(base) || payload.length > MOST_PAYLOAD) return undefined
  const rest = topic.slice(base.length)
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro':
      return wallPanelFacts(rest, payload)
    case 'freekiosk':
      if (rest === 'availability') return presence(payload)
      return rest === 'state' ? freeKioskState(payload) : undefined
    case 'fully': {
      const [kind, ...names] = rest.split('/')
      if (names.at(-1) !== device) return undefined
      if (kind === 'deviceInfo' && names.length === 1) return fullyInfo(payload)
      return kind === 'event' && names.length === 2 ? fullyEvent(names[0] ?? '') : undefined
    }
    case 'generic':
      return undefined
  }
}

/** Is this the topic on which an app says whether it is there, by itself or by its last will? */
export function isPresenceTopic(app: App, { base }: Place, topic: string): boolean {
  if (app === 'freekiosk') return topic === `${base}availability`
  return app.startsWith('wallpanel') && topic === `${base}connection`
}

/** What an app's answer to a look says; `undefined` for an answer of another kind. */
export function readLook(app: App, answer: string): KioskFacts | undefined {
  if (answer.length > MOST_PAYLOAD) return undefined
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro':
      return wallPanelState(answer)
    case 'freekiosk':
      return freeKioskState(answer)
    case 'fully':
      return fullyInfo(answer)
    case 'generic':
      return undefined
  }
}
