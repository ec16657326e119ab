import { describe, expect, it } from 'vitest'
import { after, type Connection, type Finding } from './connection.ts'

/** What a row of findings makes of a page that has just been opened; each comes a millisecond after the one before. */
const told = (...findings: Finding[]): Connection =>
  findings.reduce<Connection>((before, finding, i) => after(before, finding, i + 1), { state: 'connecting' })

describe('the connection', () => {
  it('is live while the stream is there, and knows when it last heard something', () => {
    expect(told('heard', 'stream-heard', 'heard')).toEqual({ state: 'live', heardAt: 3 })
  })

  it('says when it was lost, and of when is what is shown', () => {
    expect(told('stream-heard', 'heard', 'not-heard', 'not-heard')).toEqual({ state: 'lost', lostAt: 3, heardAt: 2 })
  })

  it('is lost from the start where nothing ever answered', () => {
    expect(told('not-heard')).toEqual({ state: 'lost', lostAt: 1 })
  })

  it('asks again and again where there is no stream', () => {
    expect(told('stream-heard', 'stream-ended')).toEqual({ state: 'polling', heardAt: 1 })
    expect(told('stream-ended', 'heard')).toEqual({ state: 'polling', heardAt: 2 })
  })

  it('is not there again before something answers', () => {
    expect(told('stream-heard', 'not-heard', 'stream-ended').state).toBe('lost')
    expect(told('stream-heard', 'not-heard', 'heard')).toEqual({ state: 'polling', heardAt: 3 })
    expect(told('stream-heard', 'not-heard', 'stream-heard')).toEqual({ state: 'live', heardAt: 3 })
  })
})
