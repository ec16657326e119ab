import { homeAssistantBase, type Topics } from '@relevo/core/protocol'

/** Topics that go from one broker to the other. */
export interface Crossing {
  filter: string
  /**
   * `out`: to the site's broker; `in`: from there; `both`. `command`: out, from this server alone, never kept, and never
   * in: nobody on the site's broker may command what is on ours.
   */
  way: 'out' | 'in' | 'both' | 'command'
  /** What comes in is kept here; the site's broker does not tell of a message whether it was to be. Out it goes as it was. */
  kept?: boolean
}

/** What crosses in any case. Of the rows that take in a topic the most exact decides, and a command's before all. */
export function ownCrossings(topics: Topics): Crossing[] {
  return [
    { filter: topics.notification, way: 'out' },
    { filter: topics.command('+'), way: 'command' },
    { filter: topics.allStatus, way: 'both', kept: true },
  ]
}

/** Topics on which kiosk apps keep what they say. */
const KEPT = /(?:connection|availability|deviceInfo\/[^/]+)$/

/**
 * What crosses for kiosk apps, so that they may be on either broker.
 *
 * @param filters where the server speaks to them (`out`), and where they speak (`in`)
 * @example await broker.cross(kioskCrossings([{ filter: 'wallpanel/hall/command', way: 'out' }]))
 */
export function kioskCrossings(filters: readonly { filter: string; way: 'in' | 'out' }[]): Crossing[] {
  return filters.map(({ filter, way }) =>
    way === 'out' ? { filter, way: 'command' } : { filter, way: 'both', kept: KEPT.test(filter) },
  )
}

/** What comes in so that kiosk apps are found that nobody has entered. @param filters where they give themselves away */
export function findCrossings(filters: readonly string[]): Crossing[] {
  return filters.map((filter) => ({ filter, way: filter.endsWith('/config') ? 'both' : 'in', kept: KEPT.test(filter) }))
}

/**
 * What crosses for a Home Assistant on the site's broker: what it asks for in, what it is shown out, also by kiosk apps that
 * are on ours. What it is shown comes in too, so that this server finds what it has shown in an earlier life.
 *
 * @param prefix of this server's topics
 * @param discovery of Home Assistant's
 */
export function homeAssistantCrossings(prefix: string, discovery: string): Crossing[] {
  const home = homeAssistantBase(prefix)
  return [
    { filter: `${home}/+/install`, way: 'in' },
    { filter: `${home}/+/press`, way: 'in' },
    { filter: `${home}/#`, way: 'out' },
    { filter: `${discovery}/status`, way: 'in' },
    { filter: `${discovery}/device/+/config`, way: 'both', kept: true },
    { filter: `${discovery}/#`, way: 'out' },
  ]
}

/** Which way a row goes. */
export const goesOut = ({ way }: Crossing) => way !== 'in'
export const comesIn = ({ way }: Crossing) => way === 'in' || way === 'both'

/** Is it by its name a topic that commands are sent to? Such a one never comes in, whatever a row says. */
export function isCommandTopic(topic: string): boolean {
  return topic.endsWith('/command')
}
