import type { App } from './app.ts'
import type { KioskCommand } from './command.ts'
import type { Place } from './kiosk-topics.ts'

/** A message to a kiosk app. It goes out at QoS 0 and is never retained: what is missed is over. */
export interface KioskMessage {
  topic: string
  payload: string
}

/**
 * A command as an app takes it over MQTT, one effect in each message.
 *
 * @returns none for what it cannot be told this way
 */
export function mqttMessages(app: App, { base }: Place, command: KioskCommand): KioskMessage[] {
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro': {
      const keys = wallPanelKeys(app, command)
      return keys ? [{ topic: `${base}command`, payload: JSON.stringify(keys) }] : []
    }
    case 'freekiosk':
      return freeKioskEntities(command).map(([entity, payload]) => ({ topic: `${base}set/${entity}`, payload }))
    case 'fully':
    case 'generic':
      return []
  }
}

/** What WallPanel takes on its command topic, and by REST. Several keys in one are carried out in an order of its own. */
export function wallPanelKeys(app: App, command: KioskCommand): Record<string, unknown> | undefined {
  switch (command.do) {
    case 'wake':
      return { wake: true, wakeTime: command.seconds }
    case 'reload':
      return { reload: true }
    case 'clearCache':
      return { clearCache: true }
    case 'eval':
      return { eval: command.script }
    case 'url':
      return { url: command.url }
    case 'relaunch':
      return { relaunch: true }
    case 'restart':
      return app === 'wallpanel-pro' ? { restartApp: true } : undefined
  }
}

/** What stands for a payload that is not looked at. */
const PRESS = 'PRESS'

function freeKioskEntities(command: KioskCommand): [entity: string, payload: string][] {
  switch (command.do) {
    case 'wake':
      // Two things may hide the page: the screen that is off, and the screensaver before it.
      return [
        ['screen', 'ON'],
        ['wake', PRESS],
      ]
    case 'reload':
      return [['reload', PRESS]]
    case 'clearCache':
      return [['clear_cache', PRESS]]
    case 'eval':
      return [['execute_js', command.script]]
    case 'url':
      return [['url', command.url]]
    case 'restart':
      return [['restart_ui', PRESS]]
    case 'relaunch':
      return []
  }
}
