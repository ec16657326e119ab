import { DeploymentPage } from './deployment-page.tsx'
import { Fleet } from './fleet.tsx'
import { freshness } from './looking.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { route } from './route.ts'
import { session } from './session.ts'
import { signOut } from './signing-in.ts'
import { moment, words } from './wording.ts'

/** Where the server cannot be reached nothing has ended, and the page says already that it is gone. */
const leave = () => signOut().catch(() => undefined)

/** What is around every page for who is signed in: how fresh it is, who that is, the question that is open. */
export function Frame() {
  return (
    <>
      <header>
        <h1>{words.title}</h1>
        <Freshness />
        <span class="quiet">{session.value?.actor}</span>
        <button type="button" onClick={leave}>
          {words.signOut}
        </button>
      </header>
      {route.value.page === 'deployment' ? <DeploymentPage id={route.value.id} /> : <Fleet />}
      <QuestionDialog />
    </>
  )
}

function Freshness() {
  const { at, lost } = freshness.value
  if (lost) {
    return (
      <p role="alert">
        {words.lost} {at ? moment(at.toISOString()) : '–'}
      </p>
    )
  }
  return <p class="quiet">{at ? `${words.live} · ${moment(at.toISOString())}` : '…'}</p>
}
