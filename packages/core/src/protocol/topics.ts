/** Default first level of every topic; a site may choose another. */
export const DEFAULT_PREFIX = 'intercom'

export interface Topics {
  /** Retained hint to the whole fleet; the server writes. */
  notification: string
  /** Retained report and last will of one tablet; that tablet writes. */
  status(tablet: string): string
  /** Commands to one tablet; the server writes, QoS 0, never retained. */
  command(tablet: string): string
  /** Filter over every tablet's status. */
  allStatus: string
  /** The tablet whose status topic this is, or `undefined`. */
  tabletOf(topic: string): string | undefined
}

const TABLET = /^[\w-]{1,64}$/

/** Is this a legal tablet id? It is a topic level and a URL segment, so `/ + # .` are refused. */
export function isTabletId(value: unknown): value is string {
  return typeof value === 'string' && TABLET.test(value)
}

/**
 * Where this server and Home Assistant speak to each other, without the slash behind it.
 *
 * @example homeAssistantBase('intercom') // 'intercom/home-assistant'
 */
export function homeAssistantBase(prefix: string): string {
  return `${prefix}/home-assistant`
}

/**
 * The topics under a prefix.
 *
 * @example topics('intercom').status('lobby-1') // 'intercom/tablets/lobby-1/status'
 */
export function topics(prefix: string = DEFAULT_PREFIX): Topics {
  const status = (tablet: string) => `${prefix}/tablets/${tablet}/status`
  return {
    notification: `${prefix}/update/notification`,
    status,
    command: (tablet) => `${prefix}/tablets/${tablet}/command`,
    allStatus: status('+'),
    tabletOf(topic) {
      const start = `${prefix}/tablets/`
      if (!topic.startsWith(start) || !topic.endsWith('/status')) return undefined
      const tablet = topic.slice(start.length, -'/status'.length)
      return isTabletId(tablet) ? tablet : undefined
    },
  }
}
