import { useSignal } from '@preact/signals'
import { signIn } from './session.ts'
import { words } from './wording.ts'

/** The door: a token is tried before it is kept. */
export function SignIn() {
  const refused = useSignal('')

  async function enter(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget as HTMLFormElement).get('token')).trim()
    try {
      const response = await fetch('/api/environments', { headers: { authorization: `Bearer ${value}` } })
      if (response.ok) signIn(value)
      else refused.value = words.refused
    } catch (error) {
      refused.value = String(error)
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
