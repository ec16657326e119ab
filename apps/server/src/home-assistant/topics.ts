import { DEFAULT_PREFIX, homeAssistantBase, isTabletId } from '@relevo/core/protocol'

/** What Home Assistant sends when a person presses Install; it has no default of its own. */
export const INSTALL = 'INSTALL'

/** Where Home Assistant and this server meet. */
export interface MeetingTopics {
  /** `online` or `offline`: whether this server is there; retained, and its last will. */
  availability: string
  /** Home Assistant's own: it says `online` when it has started. */
  birth: string
  /** Every device-based discovery, of whoever it is. */
  allConfigs: string
  /** Names a tablet's device in its discovery topic, and begins the unique ids of its entities. */
  objectId(tablet: string): string
  /** The discovery of a tablet's device; retained. */
  config(tablet: string): string
  /** The state of its update entity; retained. */
  update(tablet: string): string
  /** What its other entities show; retained. */
  facts(tablet: string): string
  /** Home Assistant writes: install what is offered. */
  install(tablet: string): string
  /** Home Assistant writes: a button was pressed. */
  press(tablet: string): string
  allInstalls: string
  allPresses: string
  /** The tablet that a topic of ours names. */
  tabletOf(topic: string): string | undefined
}

/**
 * The topics under both prefixes. Two servers that share a broker have prefixes of their own, and so their devices do.
 *
 * @param prefix of this server's topics
 * @param discovery of Home Assistant's, `homeassistant` unless it is set up otherwise
 * @example meetingTopics('intercom', 'homeassistant').config('hall') // 'homeassistant/device/relevo_hall/config'
 */
export function meetingTopics(prefix: string, discovery: string): MeetingTopics {
  const base = homeAssistantBase(prefix)
  const server = prefix === DEFAULT_PREFIX ? 'relevo' : `relevo-${asId(prefix)}`
  const of = (tablet: string, what: string) => `${base}/${tablet}/${what}`
  const objectId = (tablet: string) => `${server}_${tablet}`
  return {
    availability: `${base}/availability`,
    birth: `${discovery}/status`,
    allConfigs: `${discovery}/device/+/config`,
    objectId,
    config: (tablet) => `${discovery}/device/${objectId(tablet)}/config`,
    update: (tablet) => of(tablet, 'update'),
    facts: (tablet) => of(tablet, 'facts'),
    install: (tablet) => of(tablet, 'install'),
    press: (tablet) => of(tablet, 'press'),
    allInstalls: of('+', 'install'),
    allPresses: of('+', 'press'),
    tabletOf(topic) {
      if (!topic.startsWith(`${base}/`)) return undefined
      const [tablet, what, ...more] = topic.slice(base.length + 1).split('/')
      return what !== undefined && more.length === 0 && isTabletId(tablet) ? tablet : undefined
    },
  }
}

/** A prefix in the characters that discovery takes, `[A-Za-z0-9_-]`; no two prefixes become the same. */
function asId(prefix: string): string {
  return prefix.replace(/[^A-Za-z0-9-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)
}
