import { describe, expect, it } from 'vitest'
import { APPS } from './app.ts'
import { appsThatCan, deedsOf, WAYS, whyNot } from './capabilities.ts'
import { DEEDS, type KioskCommand } from './command.ts'
import { mqttMessages } from './mqtt-messages.ts'
import { restLook, restRequests, secretPlace } from './rest-requests.ts'
import { restVerdict } from './rest-verdict.ts'

const COMMANDS: KioskCommand[] = [
  { do: 'wake', seconds: 30 },
  { do: 'reload' },
  { do: 'clearCache' },
  { do: 'eval', script: 'go("x")' },
  { do: 'url', url: 'http://panel/?v=2&tablet=hall' },
  { do: 'relaunch' },
  { do: 'restart' },
]
const place = { base: 'site/hall/', device: 'abc-1' }

describe('what a kiosk app can be told', () => {
  it.each(APPS)('[K1] %s: there are messages for what it can, and reasons for what it cannot', (app) => {
    expect(COMMANDS.map((command) => command.do)).toEqual([...DEEDS])
    for (const command of COMMANDS)
      for (const way of WAYS) {
        const sent = way === 'mqtt' ? mqttMessages(app, place, command) : restRequests(app, command)
        const why = whyNot(app, way, command.do)
        expect([app, way, command.do, sent.length > 0]).toEqual([app, way, command.do, why === undefined])
        if (why !== undefined) expect(why.length).toBeGreaterThan(10)
      }
  })

  it('[K1] over several ways it can be told what it can be told over one of them', () => {
    expect([...deedsOf('fully', ['mqtt'])]).toEqual([])
    expect(deedsOf('fully', ['mqtt', 'rest'])).toEqual(deedsOf('fully', ['rest']))
    expect([...deedsOf('wallpanel', [])]).toEqual([])
  })

  it('[K1] every deed has an app that can', () => {
    for (const deed of DEEDS) expect(appsThatCan(deed).length).toBeGreaterThan(1)
  })

  it('[K2] one message has one key; clearing and loading again are two', () => {
    for (const app of ['wallpanel', 'wallpanel-pro'] as const)
      for (const command of COMMANDS)
        for (const { payload } of mqttMessages(app, place, command))
          expect(Object.keys(JSON.parse(payload)).filter((key) => key !== 'wakeTime')).toHaveLength(1)
  })

  it('[K2] FreeKiosk is woken in two steps: the screen, then the screensaver', () => {
    const wake = { do: 'wake', seconds: 9 } as const
    expect(mqttMessages('freekiosk', place, wake).map(({ topic, payload }) => [topic, payload])).toEqual([
      ['site/hall/set/screen', 'ON'],
      ['site/hall/set/wake', 'PRESS'],
    ])
    expect(restRequests('freekiosk', wake).map(({ path }) => path)).toEqual(['/api/screen/on', '/api/wake'])
  })

  it.each([
    [COMMANDS[0], { wake: true, wakeTime: 30 }],
    [COMMANDS[1], { reload: true }],
    [COMMANDS[2], { clearCache: true }],
    [COMMANDS[3], { eval: 'go("x")' }],
    [COMMANDS[4], { url: 'http://panel/?v=2&tablet=hall' }],
    [COMMANDS[5], { relaunch: true }],
  ])('[K3] WallPanel takes %j as %j', (command, keys) => {
    const [message] = mqttMessages('wallpanel', place, command as KioskCommand)
    expect(message?.topic).toBe('site/hall/command')
    expect(JSON.parse(message?.payload ?? '')).toEqual(keys)
    expect(restRequests('wallpanel-pro', command as KioskCommand)).toEqual([
      { method: 'POST', path: '/api/command', body: keys },
    ])
  })

  it('[K4] WallPanel Pro has a command of its own for it', () => {
    const restart = { do: 'restart' } as const
    expect(mqttMessages('wallpanel-pro', place, restart)[0]?.payload).toBe('{"restartApp":true}')
    expect(appsThatCan('restart')).toEqual(['wallpanel-pro', 'fully', 'freekiosk'])
    expect(mqttMessages('wallpanel', place, restart)).toEqual([])
  })

  it.each([
    ['reload', 'set/reload', 'PRESS', '/api/reload', undefined],
    ['clearCache', 'set/clear_cache', 'PRESS', '/api/clearCache', undefined],
    ['eval', 'set/execute_js', 'go("x")', '/api/js', { code: 'go("x")' }],
    ['url', 'set/url', 'http://panel/?v=2&tablet=hall', '/api/url', { url: 'http://panel/?v=2&tablet=hall' }],
    ['restart', 'set/restart_ui', 'PRESS', '/api/restart-ui', undefined],
  ] as const)('[K5] FreeKiosk is told to %s at %s', (deed, topic, payload, path, body) => {
    const command = COMMANDS.find((one) => one.do === deed) as KioskCommand
    expect(mqttMessages('freekiosk', place, command)).toEqual([{ topic: `site/hall/${topic}`, payload }])
    expect(restRequests('freekiosk', command)).toEqual([{ method: 'POST', path, ...(body && { body }) }])
  })

  it.each([
    ['wake', { cmd: 'screenOn' }],
    ['reload', { cmd: 'refreshTab' }],
    ['clearCache', { cmd: 'clearCache' }],
    ['url', { cmd: 'loadUrl', url: 'http://panel/?v=2&tablet=hall' }],
    ['relaunch', { cmd: 'loadStartUrl' }],
    ['restart', { cmd: 'restartApp' }],
  ] as const)('[K6] Fully is told to %s by %j, and never over MQTT', (deed, query) => {
    const command = COMMANDS.find((one) => one.do === deed) as KioskCommand
    expect(restRequests('fully', command)).toEqual([{ method: 'GET', path: '/', query: { ...query, type: 'json' } }])
    expect(mqttMessages('fully', place, command)).toEqual([])
  })

  it('[K6] each app says where it takes its secret', () => {
    expect(APPS.map(secretPlace)).toEqual([
      undefined,
      undefined,
      { query: 'password' },
      { header: 'x-api-key' },
      undefined,
    ])
    expect(restLook('fully')).toEqual({ method: 'GET', path: '/', query: { cmd: 'deviceInfo', type: 'json' } })
  })

  it('[K7] a generic app is told nothing and asked nothing', () => {
    for (const command of COMMANDS) {
      expect(mqttMessages('generic', place, command)).toEqual([])
      expect(restRequests('generic', command)).toEqual([])
    }
    expect(restLook('generic')).toBeUndefined()
  })
})

describe('an answer', () => {
  it.each([
    ['wallpanel', 200, '{"result":true}', undefined],
    ['wallpanel', 200, '{"result":false}', 'it did not understand the command'],
    ['fully', 200, '{"status":"OK","statustext":"Reloaded"}', undefined],
    ['fully', 200, '{"status":"Error","statustext":"Please login"}', 'it refuses the secret'],
    ['fully', 200, '{"status":"Error","statustext":"Wrong password s3cret"}', 'it refuses the secret'],
    ['fully', 200, '{"status":"Error","statustext":"unknown command s3cret"}', 'it answered with an error'],
    ['fully', 200, '<html>Login</html>', 'it answered with something that is no JSON'],
    ['freekiosk', 200, '{"success":true}', undefined],
    ['freekiosk', 200, '{"success":false,"error":"s3cret"}', 'it could not do it'],
    ['freekiosk', 401, '{"success":false}', 'it refuses the secret'],
    ['freekiosk', 403, '', 'its remote control is switched off'],
    ['wallpanel', 404, '', 'there is no remote control at this address'],
    ['wallpanel', 302, '', 'the address leads elsewhere; that is not followed'],
    ['wallpanel', 500, 's3cret', 'it answered with status 500'],
  ] as const)('[K8] of %s, %i %s says %s', (app, status, answer, verdict) => {
    expect(restVerdict(app, status, answer)).toBe(verdict)
  })
})
