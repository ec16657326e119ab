import { describe, expect, it } from 'vitest'
import { APPS } from './app.ts'
import { baseFaults, isBaseTopic, readBase } from './base-topic.ts'
import { isUsualCommandTopic, kioskTopics } from './kiosk-topics.ts'

describe('a base topic', () => {
  it.each([
    ['wallpanel/hall', 'wallpanel/hall/'],
    ['wallpanel/hall/', 'wallpanel/hall/'],
    [' a b/c ', 'a b/c/'],
    ['/x', '/x/'],
  ])('[K9] %j is %j', (text, base) => {
    expect(readBase(text)).toBe(base)
  })

  it.each(['', '  ', '/', '//', '#', 'a/#', '+/b', '$SYS/x', 'a\nb', 'a\u0000', 'a\ud800', 'x'.repeat(201)])(
    '[K10] %j is none',
    (text) => {
      expect(readBase(text)).toBeUndefined()
      expect(isBaseTopic(text)).toBe(false)
    },
  )

  it.each([
    ['wallpanel', 'wallpanel/hall/', []],
    ['wallpanel', 'wallpanel/hall', ['no-slash']],
    ['wallpanel', '/wallpanel/hall/', ['leading-slash']],
    ['wallpanel', 'wallpanel/mywallpanel/', ['default']],
    ['wallpanel-pro', '/wallpanel/mywallpanel', ['no-slash', 'leading-slash', 'default']],
    ['freekiosk', 'freekiosk/', ['no-name']],
    ['freekiosk', 'freekiosk/hall/', []],
    ['fully', 'fully/', []],
  ] as const)('[K11] of %s, %s has these mistakes: %j', (app, base, faults) => {
    expect(baseFaults(app, base)).toEqual(faults)
  })
})

describe('the topics of an app', () => {
  it('[K12] are those it hears, and those it speaks on', () => {
    expect(kioskTopics('wallpanel', { base: 'a/b/' })).toEqual({
      commands: ['a/b/command'],
      reports: ['a/b/connection', 'a/b/state', 'a/b/sensor/+'],
    })
    expect(kioskTopics('freekiosk', { base: 'freekiosk/hall/' })).toEqual({
      commands: ['freekiosk/hall/set/#'],
      reports: ['freekiosk/hall/availability', 'freekiosk/hall/state'],
    })
    expect(kioskTopics('fully', { base: 'fully/', device: 'x-1' })).toEqual({
      commands: [],
      reports: ['fully/deviceInfo/x-1', 'fully/event/+/x-1'],
    })
    expect(kioskTopics('fully', { base: 'fully/' })).toEqual({ commands: [], reports: [] })
  })

  it('[K12] are never both', () => {
    for (const app of APPS) {
      const { commands, reports } = kioskTopics(app, { base: 'a/b/', device: 'd' })
      for (const command of commands)
        for (const report of reports) expect(report.startsWith(command.replace('#', ''))).toBe(false)
    }
  })

  it.each(['wallpanel/hall/command', 'wallpanel/hallcommand', '/wallpanel/a/b/command', 'freekiosk/hall/set/url'])(
    '[K13] %s is one where commands are heard',
    (topic) => {
      expect(isUsualCommandTopic(topic)).toBe(true)
    },
  )

  it.each([
    'wallpanel/hall/state',
    'wallpanel/command/state',
    'freekiosk/hall/state',
    'intercom/x/command',
    'freekiosk/set/x',
  ])('[K13] %s is none', (topic) => {
    expect(isUsualCommandTopic(topic)).toBe(false)
  })
})
