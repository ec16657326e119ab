import { describe, expect, it } from 'vitest'
import { isTabletId, topics } from './topics.ts'

describe('tablets', () => {
  it.each(['lobby-1', 'A_b', '7', 'x'.repeat(64)])('[P21] %s is a tablet id', (id) => {
    expect(isTabletId(id)).toBe(true)
  })

  it.each(['', 'a/b', '+', '#', 'a+', 'a#', '$SYS', 'a.b', 'a b', 'año', 'a\n', 'x'.repeat(65), 7, null, ['a']])(
    '[P22] %j is no tablet id',
    (id) => {
      expect(isTabletId(id)).toBe(false)
    },
  )
})

describe('topics', () => {
  it('[P23] are laid out under the prefix', () => {
    const { notification, status, command, allStatus } = topics('house/7')
    expect([notification, status('lobby-1'), command('lobby-1'), allStatus]).toEqual([
      'house/7/update/notification',
      'house/7/tablets/lobby-1/status',
      'house/7/tablets/lobby-1/command',
      'house/7/tablets/+/status',
    ])
    expect(topics().notification).toBe('intercom/update/notification')
  })

  it('[P24] a status topic names its tablet', () => {
    expect(topics().tabletOf(topics().status('lobby-1'))).toBe('lobby-1')
  })

  it.each([
    'intercom/tablets/lobby-1/command',
    'intercom/tablets/a/b/status',
    'intercom/tablets//status',
    'intercom/tablets/status',
    'intercom/tablets/+/status',
    'other/tablets/lobby-1/status',
    'x/intercom/tablets/lobby-1/status',
    'intercom/tablets/lobby-1/status/x',
    '',
  ])('[P25] %j is the status topic of no tablet', (topic) => {
    expect(topics().tabletOf(topic)).toBeUndefined()
  })
})
