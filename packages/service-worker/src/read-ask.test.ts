import { describe, expect, it } from 'vitest'
import { readAsk } from './read-ask.ts'

const url = 'http://host/x'
const LEGAL = [
  { ask: 'hello', running: 'r1', checkIn: url },
  { ask: 'hello', running: 'r1', checkIn: url, secret: 's' },
  { ask: 'stage', version: 'r1', manifest: url, files: url, running: false },
  {
    ask: 'stage',
    version: 'r1',
    manifest: url,
    files: url,
    patch: url,
    patchFrom: ['r0'],
    whole: url,
    running: false,
  },
  { ask: 'switch', version: 'r1' },
  { ask: 'ready', token: 't' },
  { ask: 'boot-failed', token: 't', code: 'boot-error' },
  { ask: 'rollback' },
  { ask: 'block', versions: ['r1'] },
  { ask: 'retry', version: 'r1', retry: 'k' },
  { ask: 'told', version: 'r1' },
  { ask: 'directive', do: 'reset', id: '1' },
  { ask: 'ping' },
]

it.each(LEGAL)('reads $ask', (ask) => {
  expect(readAsk({ relevo: 1, ...ask })).toMatchObject(ask)
  expect(readAsk({ relevo: 2, ...ask })).toBeUndefined()
})

describe('refuses', () => {
  it.each([
    {},
    { ask: 'constructor' },
    { ask: 'hello', running: '../x', checkIn: url },
    { ask: 'hello', running: 'r1', checkIn: 'javascript:alert(1)' },
    { ask: 'hello', running: true, checkIn: url },
    { ask: 'hello', running: 'r1', checkIn: url, secret: 7 },
    { ask: 'stage', version: 'r1', manifest: '/relative', files: url, running: false },
    { ask: 'stage', version: 'r1', manifest: url, files: url, running: 'yes' },
    { ask: 'stage', version: 'r1', manifest: url, files: url, running: false, patch: '/relative' },
    { ask: 'stage', version: 'r1', manifest: url, files: url, running: false, patch: url, patchFrom: 'r0' },
    { ask: 'stage', version: 'r1', manifest: url, files: url, running: false, whole: 7 },
    { ask: 'switch' },
    { ask: 'boot-failed', token: 't', code: 'Made up' },
    { ask: 'boot-failed', token: 't', code: 'boot-error', detail: 7 },
    { ask: 'block', versions: 'r1' },
    { ask: 'directive', do: 'explode', id: '1' },
  ])('%j', (ask) => {
    expect(readAsk({ relevo: 1, ...ask })).toBeUndefined()
  })
})
