/** What comes in numbers, and by itself comes again: the only ones who are ever told to come later. */
export const COMERS = ['check-in', 'file', 'navigation'] as const

export type Comer = (typeof COMERS)[number]

/**
 * So many of a kind may be under way at once, however well the server is; each holds memory and a socket until its caller has
 * read it, and files two of those.
 */
export const MOST_UNDER_WAY: Partial<Record<Comer, number>> = { 'check-in': 1_000, file: 2_000 }
