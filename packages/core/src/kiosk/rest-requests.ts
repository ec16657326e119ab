import type { App } from './app.ts'
import type { KioskCommand } from './command.ts'
import { wallPanelKeys } from './mqtt-messages.ts'

/** A request to a kiosk app, without the secret that it takes. */
export interface KioskRequest {
  method: 'GET' | 'POST'
  path: string
  query?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  body?: Readonly<Record<string, unknown>>
}

/**
 * A command as an app takes it by REST, one effect in each request.
 *
 * @returns none for what it cannot be told this way
 */
export function restRequests(app: App, command: KioskCommand): KioskRequest[] {
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro': {
      const body = wallPanelKeys(app, command)
      return body ? [{ method: 'POST', path: '/api/command', body }] : []
    }
    case 'freekiosk':
      return freeKioskRequests(command)
    case 'fully':
      return fullyCommand(command)
    case 'generic':
      return []
  }
}

/** How an app tells its state by REST; `undefined` of one that does not. */
export function restLook(app: App): KioskRequest | undefined {
  switch (app) {
    case 'wallpanel':
    case 'wallpanel-pro':
      return { method: 'GET', path: '/api/state' }
    case 'freekiosk':
      return { method: 'GET', path: '/api/status' }
    case 'fully':
      return fully('deviceInfo')
    case 'generic':
      return undefined
  }
}

/**
 * Where an app takes its secret. Fully takes it in the query by its own design: such an address must get into no log, error
 * or event. WallPanel asks for none.
 */
export function secretPlace(app: App): { query: string } | { header: string } | undefined {
  if (app === 'fully') return { query: 'password' }
  return app === 'freekiosk' ? { header: 'x-api-key' } : undefined
}

function freeKioskRequests(command: KioskCommand): KioskRequest[] {
  const post = (path: string, body?: KioskRequest['body']): KioskRequest => ({
    method: 'POST',
    path: `/api/${path}`,
    ...(body && { body }),
  })
  switch (command.do) {
    case 'wake':
      return [post('screen/on'), post('wake')]
    case 'reload':
      return [post('reload')]
    case 'clearCache':
      return [post('clearCache')]
    case 'eval':
      return [post('js', { code: command.script })]
    case 'url':
      return [post('url', { url: command.url })]
    case 'restart':
      return [post('restart-ui')]
    case 'relaunch':
      return []
  }
}

function fully(cmd: string, more: Record<string, string> = {}): KioskRequest {
  return { method: 'GET', path: '/', query: { cmd, ...more, type: 'json' } }
}

function fullyCommand(command: KioskCommand): KioskRequest[] {
  switch (command.do) {
    case 'wake':
      return [fully('screenOn')]
    case 'reload':
      return [fully('refreshTab')]
    case 'clearCache':
      return [fully('clearCache')]
    case 'url':
      return [fully('loadUrl', { url: command.url })]
    case 'relaunch':
      return [fully('loadStartUrl')]
    case 'restart':
      return [fully('restartApp')]
    case 'eval':
      return []
  }
}
