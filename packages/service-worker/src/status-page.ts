import type { Slots } from '@relevo/core/slots'
import type { Database } from './database.ts'
import type { FileStore } from './file-store.ts'
import { filesByHash, type StoredRelease } from './releases.ts'
import { readSlots } from './slots-record.ts'

const WORDS = {
  en: [
    'Running',
    'On trial',
    'Staged',
    'Previous',
    'Failed',
    'Stored',
    'from the network',
    'files',
    'Start afresh (needs the network)',
  ],
  es: [
    'En uso',
    'A prueba',
    'Preparada',
    'Anterior',
    'Fallida',
    'Guardado',
    'desde la red',
    'archivos',
    'Empezar de cero (necesita la red)',
  ],
} as const

/**
 * What this tablet holds, for a person in front of it: no script, readable at arm's length, with one button.
 *
 * @param language as the browser names it; Spanish or else English
 */
export async function statusPage(database: Database, store: FileStore, language: string): Promise<Response> {
  const lang = language.startsWith('es') ? 'es' : 'en'
  const [running, onTrial, staged, previous, failed, stored, network, files, reset] = WORDS[lang]
  let rows: (string | undefined)[][]
  try {
    const [slots, releases] = await database.read((table) =>
      Promise.all([readSlots(table), table('releases').all<StoredRelease>()]),
    )
    const hashes = await store.hashes()
    rows = [
      [running, slots.active ?? network],
      [onTrial, trialOf(slots)],
      [staged, slots.staged],
      [previous, slots.previous],
      ...Object.entries(slots.failed).map(([version, { code, detail = '', at }]) => [
        failed,
        `${version}: ${code} ${detail} (${new Date(at).toLocaleString(lang)})`,
      ]),
      [stored, `${hashes.size} ${files}, ${(bytesOf(releases.values(), hashes) / 1e6).toFixed(1)} MB`],
    ]
  } catch (error) {
    rows = [['storage-unavailable', `${error}`]]
  }
  const list = rows.map(([name, value]) => (value ? `<dt>${name}<dd>${escaped(value)}` : '')).join('')
  return new Response(
    `<!doctype html><html lang=${lang}><meta charset=utf-8><meta name=viewport content="width=device-width"><title>Relevo</title><style>body,button{font:1.5rem system-ui}dt{font-weight:700;margin-top:1rem}dd{margin:0;overflow-wrap:anywhere}button{padding:1rem;margin-top:2rem}</style><h1>Relevo</h1><dl>${list}</dl><form method=post action=reset><button>${reset}</button></form>`,
    {
      headers: {
        'content-type': 'text/html',
        'content-security-policy': "default-src 'none';style-src 'unsafe-inline';form-action 'self'",
        'referrer-policy': 'same-origin',
      },
    },
  )
}

function trialOf(slots: Slots): string | undefined {
  return slots.phase === 'trial' ? `${slots.trial.version} (${slots.trial.attempts})` : undefined
}

function bytesOf(releases: Iterable<StoredRelease>, hashes: Set<string>): number {
  const files = new Map([...releases].flatMap((release) => [...filesByHash(release)]))
  return [...files].reduce((sum, [sha256, { entry }]) => (hashes.has(sha256) ? sum + entry.size : sum), 0)
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
