import { useEffect } from 'preact/hooks'
import { QuestionDialog } from '../deployments/question-dialog.tsx'
import { listen } from '../live/stream.ts'
import { session } from '../session/session.ts'
import { signOut } from '../session/signing-in.ts'
import { words } from '../wording/shared.ts'
import { ConnectionLine } from './connection-line.tsx'
import { Navigation } from './navigation.tsx'
import { addressOf } from './route.ts'
import { ShownPage } from './shown-page.tsx'

/** Where the server cannot be reached nothing has ended, and the page says already that it is gone. */
const leave = () => signOut().catch(() => undefined)

/** A button, for the address says which page is shown. */
function skip(): void {
  document.querySelector<HTMLElement>('main h1')?.focus()
}

/** What is around every page for who is signed in: the way to the others, how fresh it is, who that is. */
export function Frame() {
  useEffect(listen, [])
  return (
    <div class="frame">
      <button type="button" class="skip" onClick={skip}>
        {words.skip}
      </button>
      <header>
        <a class="brand" href={addressOf('overview')}>
          {words.title}
        </a>
        <Navigation />
        <div class="about-session">
          <ConnectionLine />
          <span class="quiet actor">{session.value?.actor}</span>
          <button type="button" class="plain" onClick={leave}>
            {words.signOut}
          </button>
        </div>
      </header>
      <ShownPage />
      <QuestionDialog />
    </div>
  )
}
