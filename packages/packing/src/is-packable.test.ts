import { expect, it } from 'vitest'
import { isPackable } from './is-packable.ts'

it.each([
  'text/html; charset=utf-8',
  'text/javascript; charset=utf-8',
  'application/json',
  'application/wasm',
  'application/octet-stream',
  'image/svg+xml',
  'image/x-icon',
  'font/ttf',
  'audio/wav',
])('%s is worth a try', (type) => expect(isPackable(type)).toBe(true))

it.each([
  'image/png',
  'image/jpeg',
  'image/webp',
  'font/woff2',
  'video/mp4',
  'audio/mpeg',
  'application/zip',
  'application/pdf',
])('%s is compressed inside', (type) => expect(isPackable(type)).toBe(false))
