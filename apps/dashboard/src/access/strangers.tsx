import { get } from '../api/api.ts'
import { useLook } from '../live/use-look.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { ScopedButton } from '../session/scoped-button.tsx'
import { accessWords as words } from '../wording/access.ts'
import { engine, shortMoment } from '../wording/units.ts'
import type { MadeCode, StrangerRow } from './access-rows.ts'
import { CODE_DRAFT, codeOrderOf } from './code-draft.ts'

/** Tablets that check in and are not heard, each let in with one press. */
export function Strangers({ onMade }: { onMade(code: MadeCode): void }) {
  const { seen, trouble } = useLook(['tablets'], (signal) => get<StrangerRow>('strangers', signal))
  const strangers = seen.value?.data ?? []
  return (
    <section class="panel">
      <h2>{words.strangersTitle(strangers.length)}</h2>
      <p class="quiet">{words.strangersAre}</p>
      <Trouble error={trouble.value} />
      {seen.value && strangers.length === 0 && <p>{words.noStrangers}</p>}
      <ul class="lines">
        {strangers.map((stranger) => (
          <Stranger key={`${stranger.tablet} ${stranger.address}`} stranger={stranger} onMade={onMade} />
        ))}
      </ul>
    </section>
  )
}

function Stranger({ stranger, onMade }: { stranger: StrangerRow; onMade(code: MadeCode): void }) {
  const { tablet, address, release, engine: runsIn, hadSecret, lastSeen, count } = stranger
  const acting = useActing()
  const facts = [address, release, runsIn && engine(runsIn), words.knocked(count, shortMoment(lastSeen))]

  async function makeCode(): Promise<void> {
    const done = await acting.act<MadeCode>('enrolment-codes', codeOrderOf({ ...CODE_DRAFT, tablet }))
    if (done) onMade(done.answer)
  }

  return (
    <li>
      <div>
        <strong>{tablet}</strong> {hadSecret && <span class="badge behind">{words.hadSecret}</span>}
        <div class="quiet">{facts.filter(Boolean).join(' · ')}</div>
        <Trouble error={acting.trouble.value} />
      </div>
      <ScopedButton kind="admin" label={words.codeOf(tablet)} isBusy={acting.isBusy.value} onPress={makeCode}>
        {words.codeForIt}
      </ScopedButton>
    </li>
  )
}
