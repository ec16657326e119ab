/** How long a code may be good, in seconds, as the form offers it. */
export const LIFETIMES = ['600', '3600', '14400', '86400'] as const

/** A code as it stands in the form. */
export interface CodeDraft {
  /** Empty: for any. */
  tablet: string
  lifetime: (typeof LIFETIMES)[number]
  uses: string
}

export const CODE_DRAFT: CodeDraft = { tablet: '', lifetime: '600', uses: '1' }

/** As many tablets may a code let in. */
const MOST = 10_000

/** What keeps the form from being an order, if anything. */
export function codeFault({ tablet, uses }: CodeDraft): 'tablet' | 'uses' | undefined {
  if (!/^[\w-]{0,64}$/.test(tablet.trim())) return 'tablet'
  const count = Number(uses)
  return /^\d+$/.test(uses.trim()) && count >= 1 && count <= MOST ? undefined : 'uses'
}

/** What the API is told of a new code. */
export function codeOrderOf({ tablet, lifetime, uses }: CodeDraft): {
  tablet?: string
  lifetime: number
  uses: number
} {
  const only = tablet.trim()
  return { ...(only !== '' && { tablet: only }), lifetime: Number(lifetime), uses: Number(uses) }
}
