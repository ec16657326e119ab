import { useEffect, useRef } from 'preact/hooks'
import { CopyField } from '../pieces/copy-field.tsx'
import { useNow } from '../pieces/use-now.ts'
import { accessWords as words } from '../wording/access.ts'
import { duration } from '../wording/units.ts'
import type { MadeCode as Code } from './access-rows.ts'
import { QrCode } from './qr-code.tsx'

/** A code that was just made: the only time that anybody sees it, with the time that is left to use it. */
export function MadeCode({ code, onKept }: { code: Code; onKept(): void }) {
  const now = useNow()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [code.id])
  const left = Math.max(0, Date.parse(code.expiresAt) - now.value)
  return (
    <section ref={box} class="note made-code" tabIndex={-1} aria-label={words.codeFor(code.tablet)}>
      <QrCode text={code.launchUrl} label={words.qrLabel} />
      <div>
        <strong>{words.codeFor(code.tablet)}</strong>
        <p class="code">{code.code}</p>
        <p role="timer">{left === 0 ? <span class="bad">{words.over}</span> : words.left(duration(left))}</p>
        <p>{words.scanIt}</p>
        <CopyField label={words.launchUrl} text={code.launchUrl}>
          <button type="button" onClick={onKept}>
            {words.done}
          </button>
        </CopyField>
        <p class="quiet">{words.codeOnce}</p>
      </div>
    </section>
  )
}
