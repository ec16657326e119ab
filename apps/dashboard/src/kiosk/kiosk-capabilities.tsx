import { useSignal } from '@preact/signals'
import { DEEDS, type Deed } from '@relevo/core/kiosk'
import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { whyCannot } from '../kiosks/why-cannot.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { kioskWords as words } from '../wording/kiosks.ts'
import { words as shared } from '../wording/shared.ts'
import { DeedDialog } from './deed-dialog.tsx'

/** What a person presses; `eval` is not among it: a script in the page is a matter for the command line and its log. */
type Pressed = Exclude<Deed, 'eval'>

/** What is asked about first: people before the tablet notice it. */
type Asked = Exclude<Pressed, 'wake'>

const PRESSED = DEEDS.filter((deed): deed is Pressed => deed !== 'eval')

/** A screen that was woken stays on for so many seconds at least. */
const AWAKE = 60

/** What a kiosk can be told, and why not for the rest. */
export function KioskCapabilities({ kiosk }: { kiosk: KioskRow }) {
  const { id, can } = kiosk
  const wake = useActing()
  const sent = useSignal('')
  const { open, ask } = useQuestion<Asked>()
  const say = (deed: Deed, way: string) => {
    sent.value = words.sent(words.deeds[deed].name, words.ways[way as keyof typeof words.ways] ?? way)
  }

  async function press(deed: Pressed): Promise<void> {
    sent.value = ''
    if (deed !== 'wake') return ask(deed)
    const order = { do: 'wake', seconds: AWAKE }
    const done = await wake.act<{ way: string }>(`kiosks/${encodeURIComponent(id)}/commands`, order)
    if (done) say('wake', done.answer.way)
  }

  return (
    <section class="panel">
      <h2>{words.canTitle}</h2>
      <p class="quiet">{words.canMeans}</p>
      <ul class="deeds">
        {PRESSED.map((deed) => (
          <li key={deed}>
            <div>
              <strong>{words.deeds[deed].name}</strong>
              <div class="quiet" id={`deed-${deed}`}>
                <WhatOrWhyNot kiosk={kiosk} deed={deed} />
              </div>
            </div>
            {can[deed].length > 0 && (
              <ScopedButton
                kind="admin"
                label={words.deeds[deed].button}
                describedBy={`deed-${deed}`}
                isBusy={deed === 'wake' && wake.isBusy.value}
                onPress={() => press(deed)}
              >
                {deed === 'wake' && wake.isBusy.value ? shared.working : words.deeds[deed].button}
              </ScopedButton>
            )}
          </li>
        ))}
        <li>
          <div>
            <strong>{words.deeds.eval.name}</strong>
            <div class="quiet">
              <WhatOrWhyNot kiosk={kiosk} deed="eval" />
            </div>
          </div>
        </li>
      </ul>
      <p role="status" class="outcome">
        {sent.value}
      </p>
      <Trouble error={wake.trouble.value} />
      {open.value && (
        <DeedDialog
          key={open.value.nth}
          kiosk={kiosk}
          deed={open.value.about}
          onSent={say}
          onClose={open.value.close}
        />
      )}
    </section>
  )
}

function WhatOrWhyNot({ kiosk, deed }: { kiosk: KioskRow; deed: Deed }) {
  const why = whyCannot(kiosk, deed)
  if (why === undefined) {
    const ways = kiosk.can[deed].map((way) => words.ways[way]).join(', ')
    return (
      <>
        {words.deeds[deed].means} {words.over(ways)}
      </>
    )
  }
  return <span class="cannot">{why === 'never' ? words.appCannot(kiosk.app, deed) : words.whyNots[why]}</span>
}
