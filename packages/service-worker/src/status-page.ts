import type { FileStore } from './file-store.ts'
import type { RecordKeeper } from './record.ts'
import { storageUse } from './space.ts'

/**
 * What this tablet holds, for a person in front of it, in Spanish and English: no script, readable at arm's length, with
 * one button.
 */
export async function statusPage({ read }: RecordKeeper, store: FileStore): Promise<Response> {
  const lines: unknown[] = []
  try {
    const { slots, told } = await read()
    const { active, previous, staged, phase, failed } = slots
    const { usage } = await storageUse()
    lines.push(
      `En uso · Running: ${active ?? told?.running} (${phase})`,
      phase === 'trial' && `A prueba · On trial: ${slots.trial.version} (${slots.trial.attempts})`,
      staged && `Preparada · Staged: ${staged}`,
      previous && `Anterior · Previous: ${previous}`,
      ...Object.entries(failed).map(
        ([version, { code, detail = '', at }]) =>
          `Fallida · Failed: ${version}, ${new Date(at).toLocaleString()}, ${code} ${detail}`,
      ),
      `Guardado · Stored: ${(await store.hashes()).size}${usage ? ` (${(usage / 1e6).toFixed(1)} MB)` : ''}`,
    )
  } catch (error) {
    lines.push(error)
  }
  const text = lines
    .filter(Boolean)
    .join('\n\n')
    .replace(/[&<]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return new Response(
    `<!doctype html><meta charset=utf-8><meta name=viewport content=width=device-width><title>Relevo</title><style>*{font:1.5rem system-ui;white-space:pre-wrap}button{padding:1rem}</style><h1>Relevo</h1><pre>${text}</pre><form method=post action=reset><button>Empezar de cero (con red) · Start afresh (online)</button></form>`,
    { headers: { 'content-type': 'text/html', 'referrer-policy': 'same-origin' } },
  )
}
