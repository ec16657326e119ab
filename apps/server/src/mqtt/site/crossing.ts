import type { Topics } from '@relevo/core/protocol'

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

/** What crosses in any case. The first row that takes in a topic decides. */
export function ownCrossings(topics: Topics): Crossing[] {
  return [
    { filter: topics.notification, way: 'out' },
    { filter: topics.command('+'), way: 'command' },
    { filter: topics.allStatus, way: 'both', kept: true },
  ]
}

/**
 * What crosses for a kiosk app, so that it may be on either broker.
 *
 * @param base its base topic, with the slash at its end
 * @example await broker.cross(kioskCrossings('wallpanel/lobby/'))
 */
export function kioskCrossings(base: string): Crossing[] {
  return [
    { filter: `${base}command`, way: 'command' }, // WallPanel
    { filter: `${base}set/#`, way: 'command' }, // FreeKiosk
    { filter: `${base}connection`, way: 'both', kept: true },
    { filter: `${base}availability`, way: 'both', kept: true },
    { filter: `${base}#`, way: 'both' },
  ]
}

/**
 * What crosses for a Home Assistant on the site's broker: what it asks for in, what it is shown out, also by kiosk apps that
 * are on ours. What it is shown comes in too, so that this server finds what it has shown in an earlier life.
 *
 * @param prefix of this server's topics
 * @param discovery of Home Assistant's
 */
export function homeAssistantCrossings(prefix: string, discovery: string): Crossing[] {
  return [
    { filter: `${prefix}/home-assistant/+/install`, way: 'in' },
    { filter: `${prefix}/home-assistant/+/press`, way: 'in' },
    { filter: `${prefix}/home-assistant/#`, way: 'out' },
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
