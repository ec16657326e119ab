import type { KioskRow } from '../kiosks/kiosk-row.ts'
import { useActing } from '../pieces/acting.ts'
import { Trouble } from '../pieces/trouble.tsx'
import { useQuestion } from '../pieces/use-question.ts'
import { ScopedButton } from '../session/scoped-button.tsx'
import { addressOf } from '../shell/route.ts'
import { kioskWords as words } from '../wording/kiosks.ts'
import { said } from '../wording/language.ts'
import { words as shared } from '../wording/shared.ts'
import { moment } from '../wording/units.ts'
import { LinkDialog } from './link-dialog.tsx'

/** Which tablet runs in a kiosk, how sure that is, and the way to say another. */
export function KioskLink({ kiosk }: { kiosk: KioskRow }) {
  const { id, link, claim } = kiosk
  const acting = useActing()
  const { open, ask } = useQuestion<'link'>()
  const path = `kiosks/${encodeURIComponent(id)}/link`
  return (
    <section class="panel">
      <h2>{words.linkTitle}</h2>
      {link ? (
        <p>
          <strong>
            <a href={addressOf('tablet', link.tablet)}>{link.tablet}</a>
          </strong>{' '}
          <span class={`badge ${link.confidence === 'guessed' ? 'behind' : ''}`}>
            {said(words.confidences, link.confidence)}
          </span>{' '}
          <span class="quiet">
            {said(words.grounds, link.how)} · {words.since} {moment(link.since)}
          </span>
        </p>
      ) : (
        <p>{claim ? words.seemsTo(claim.tablet, said(words.grounds, claim.how)) : words.notLinkedMeans}</p>
      )}
      <div class="actions">
        {!link && claim && (
          <ScopedButton
            kind="admin"
            class="primary"
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(path, { tablet: claim.tablet })}
          >
            {words.linkTo(claim.tablet)}
          </ScopedButton>
        )}
        {link && link.confidence !== 'said' && (
          <ScopedButton
            kind="admin"
            isBusy={acting.isBusy.value}
            onPress={() => acting.act(path, { tablet: link.tablet })}
          >
            {words.confirmLink}
          </ScopedButton>
        )}
        <ScopedButton kind="admin" onPress={() => ask('link')}>
          {link ? words.linkOther : words.link}
        </ScopedButton>
        {link && (
          <ScopedButton kind="admin" isBusy={acting.isBusy.value} onPress={() => acting.act(path, {}, 'DELETE')}>
            {acting.isBusy.value ? shared.working : words.unlink}
          </ScopedButton>
        )}
      </div>
      <Trouble error={acting.trouble.value} />
      {open.value && <LinkDialog key={open.value.nth} kiosk={kiosk} onClose={open.value.close} />}
    </section>
  )
}
