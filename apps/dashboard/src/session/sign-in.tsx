import { useSignal } from '@preact/signals'
import { words } from '../wording/shared.ts'
import { signIn } from './signing-in.ts'

/** The door: a token is exchanged for a session, and not kept. */
export function SignIn() {
  const refused = useSignal('')

  async function enter(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget as HTMLFormElement).get('token')).trim()
    try {
      if (!(await signIn(value))) refused.value = words.refused
    } catch (error) {
      refused.value = error instanceof Error ? error.message : String(error)
    }
  }

  return (
    <main class="door">
      <h1>{words.title}</h1>
      <form onSubmit={enter}>
        <label>
          {words.tokenLabel}
          <input name="token" type="password" autocomplete="current-password" required autofocus />
        </label>
        <p class="quiet">{words.tokenHelp}</p>
        <p role="alert">{refused}</p>
        <button type="submit">{words.signIn}</button>
      </form>
    </main>
  )
}
