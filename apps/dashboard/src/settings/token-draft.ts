/** A token as it stands in the form. */
export interface TokenDraft {
  name: string
  /** What it may do that is of no environment. */
  plain: ReadonlySet<'read' | 'notify' | 'release' | 'admin'>
  /** Environments, or `*` for every one. */
  deploy: ReadonlySet<string>
  approve: ReadonlySet<string>
  /** Days it is good for; empty: until it is revoked. */
  days: string
}

/** What the API is told of a new token. */
export interface TokenOrder {
  name: string
  scopes: string[]
  expiresAt?: string
}

const DAY = 24 * 60 * 60 * 1_000

/**
 * The token that the form asks for. One that may do everything, or deploy everywhere, needs no more than that said.
 *
 * @param now milliseconds since the epoch
 * @returns the order, or what is missing
 */
export function tokenOrderOf(draft: TokenDraft, now: number): { order: TokenOrder } | { missing: 'name' | 'scopes' } {
  const name = draft.name.trim()
  if (name === '') return { missing: 'name' }
  const scopes = draft.plain.has('admin')
    ? ['admin']
    : [...draft.plain, ...scoped('deploy', draft.deploy), ...scoped('approve', draft.approve)]
  if (scopes.length === 0) return { missing: 'scopes' }
  const until = draft.days !== '' && { expiresAt: new Date(now + Number(draft.days) * DAY).toISOString() }
  return { order: { name, scopes, ...until } }
}

function scoped(kind: 'deploy' | 'approve', environments: ReadonlySet<string>): string[] {
  return environments.has('*') ? [`${kind}:*`] : [...environments].map((name) => `${kind}:${name}`)
}

/** The same set with a word more, or less. */
export function toggled<Word>(words: ReadonlySet<Word>, word: Word, isIn: boolean): ReadonlySet<Word> {
  const next = new Set(words)
  if (isIn) next.add(word)
  else next.delete(word)
  return next
}
