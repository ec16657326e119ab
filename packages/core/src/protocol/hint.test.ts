import { describe, expect, it } from 'vitest'
import { readHint } from './hint.ts'

describe('a hint', () => {
  it('[P9] names a version, may force and may say when', () => {
    expect(readHint('{"version":"r2"}')).toEqual({ version: 'r2', force: false })
    const timestamp = '2025-03-30T12:00:00Z'
    expect(readHint(JSON.stringify({ version: 'r2', force: true, timestamp, environment: 'x' }))).toEqual({
      version: 'r2',
      force: true,
      timestamp,
    })
  })

  it.each(['', 'reload', '{"version":', 'null', '[]', '{}', '{"version":".."}', '{"version":7}'])(
    '[P10] %j is no hint',
    (text) => {
      expect(readHint(text)).toBeUndefined()
    },
  )

  it('[P10] a force or a time of another type is left out', () => {
    expect(readHint('{"version":"r2","force":"true","timestamp":7}')).toEqual({ version: 'r2', force: false })
  })
})
