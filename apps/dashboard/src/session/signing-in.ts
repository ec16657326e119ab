import { answerOf, send } from '../api/api.ts'
import { type Session, session } from './session.ts'

/** Go on with the session that this browser has, if any. */
export async function resume(): Promise<void> {
  try {
    session.value = await answerOf<Session>(await fetch('/api/session'))
  } catch {
    session.value = null
  }
}

/**
 * Exchange a token for a session; the token is forgotten.
 *
 * @returns false when the server refuses the token
 * @throws Error with the server's own sentence for any other refusal
 */
export async function signIn(token: string): Promise<boolean> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (response.status === 401) return false
  session.value = await answerOf<Session>(response)
  return true
}

/**
 * End the session on the server.
 *
 * @throws Error when the server did not do it: then one is still signed in
 */
export async function signOut(): Promise<void> {
  await send('DELETE', 'session')
  session.value = null
}
