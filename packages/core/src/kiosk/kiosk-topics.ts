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

/** Buttons are Pro's; which of the two an app is it says only after it has shown itself. */
const WALLPANEL_SHOWS = ['sensor', 'binary_sensor', 'tag', 'button']
const FREEKIOSK_SHOWS = ['sensor', 'binary_sensor', 'number', 'switch', 'button', 'text', 'image', 'camera']

/**
 * The kinds of entities that an app shows to Home Assistant by itself, below a node of discovery that is called like its
 * client id. Sources: WallPanel and its Pro fork as read, FreeKiosk docs/MQTT.md and MqttDiscovery.kt, where both ids are
 * `freekiosk_<device>` unless a person chose another client id.
 *
 * @example shownToHomeAssistant('wallpanel', 'hall-panel') // ['sensor', 'binary_sensor', 'tag', 'button']
 */
export function shownToHomeAssistant(app: App, clientId: string): readonly string[] {
  if (app === 'wallpanel' || app === 'wallpanel-pro') return WALLPANEL_SHOWS
  return app === 'freekiosk' && clientId.startsWith('freekiosk_') ? FREEKIOSK_SHOWS : []
}
