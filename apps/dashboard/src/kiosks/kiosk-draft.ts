import type { App } from '@relevo/core/kiosk'
import type { KioskRow } from './kiosk-row.ts'

/** A kiosk as it stands in the form. */
export interface KioskDraft {
  app: App
  id: string
  name: string
  base: string
  device: string
  restUrl: string
  /** Empty: it stays as it is. */
  secret: string
  /** It has none any more. */
  withoutSecret: boolean
}

export const NEW_DRAFT: KioskDraft = {
  app: 'wallpanel',
  id: '',
  name: '',
  base: '',
  device: '',
  restUrl: '',
  secret: '',
  withoutSecret: false,
}

/** What is entered of a kiosk, for its form. */
export function draftOf({ app, id, name = '', base = '', device = '', restUrl = '' }: KioskRow): KioskDraft {
  return { ...NEW_DRAFT, app, id, name, base, device, restUrl }
}

const FIELDS = ['name', 'base', 'device', 'restUrl'] as const

/** A kiosk in so far as it differs from what it was, as the API takes it; `null` takes something back. */
type KioskChange = Partial<Record<'app' | 'name' | 'base' | 'device' | 'restUrl' | 'secret', string | null>>

/**
 * What the API is told: only what is another than before.
 *
 * @example changeOf(draftOf(kiosk), { ...draftOf(kiosk), name: '' }) // { name: null }
 */
export function changeOf(before: KioskDraft, after: KioskDraft): KioskChange {
  const change: KioskChange = {}
  if (after.app !== before.app) change.app = after.app
  for (const field of FIELDS) {
    const text = after[field].trim()
    if (text !== before[field]) change[field] = text === '' ? null : text
  }
  if (after.withoutSecret) change.secret = null
  else if (after.secret !== '') change.secret = after.secret
  return change
}

/** What the API is told of a new kiosk: what is left empty is left out. */
export function orderOf(draft: KioskDraft): Record<string, string> {
  const { app, id, secret } = draft
  const said = Object.entries({ id: id.trim(), secret, ...changeOf(NEW_DRAFT, { ...draft, secret: '' }), app })
  return Object.fromEntries(said.filter((one): one is [string, string] => one[1] !== '' && one[1] !== null))
}
