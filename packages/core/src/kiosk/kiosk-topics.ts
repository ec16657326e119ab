import type { App } from './app.ts'

/** Where an app is on the broker: what its topics begin with and, of those that share that, which device it is. */
export interface Place {
  base: string
  /** Fully's `$deviceId`. */
  device?: string
}

/** Topic filters of one app. */
export interface KioskTopics {
  /** Where it hears commands. Nobody but the server may write there: `eval` runs script in the page. */
  commands: readonly string[]
  /** Where it tells how it is. */
  reports: readonly string[]
}

/**
 * The topics of an app.
 *
 * @example kioskTopics('wallpanel', { base: 'wallpanel/hall/' }).commands // ['wallpanel/hall/command']
 */
export function kioskTopics(app: App, { base, device }: Place): KioskTopics {
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro':
      return { commands: [`${base}command`], reports: [`${base}connection`, `${base}state`, `${base}sensor/+`] }
    case 'freekiosk':
      return { commands: [`${base}set/#`], reports: [`${base}availability`, `${base}state`] }
    case 'fully':
      return device === undefined
        ? { commands: [], reports: [] }
        : { commands: [], reports: [`${base}deviceInfo/${device}`, `${base}event/+/${device}`] }
    case 'generic':
      return { commands: [], reports: [] }
  }
}

/** What each app's topics begin with where nothing else is set up in it. */
const USUAL_COMMANDS = /^\/?(?:wallpanel\/(?:.*\/)?[^/]*command|freekiosk\/[^/]+\/set\/.*)$/

/** Is this where some app hears commands, as apps are set up usually? It need not be known to anybody. */
export function isUsualCommandTopic(topic: string): boolean {
  return USUAL_COMMANDS.test(topic)
}
