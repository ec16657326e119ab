import { signal } from '@preact/signals'

const KEY = 'relevo-token'

/** The operator's token, for as long as this tab lives. */
export const token = signal(sessionStorage.getItem(KEY) ?? '')

export function signIn(value: string): void {
  sessionStorage.setItem(KEY, value)
  token.value = value
}

export function signOut(): void {
  sessionStorage.removeItem(KEY)
  token.value = ''
}
