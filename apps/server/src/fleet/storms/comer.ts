/** What comes in numbers, and by itself comes again: the only ones who are ever told to come later. */
export const COMERS = ['check-in', 'file', 'navigation', 'connection'] as const

export type Comer = (typeof COMERS)[number]

/** What one of them costs beside a check-in: a connection to the broker says, and hears, several things. */
export const COST: Record<Comer, number> = { 'check-in': 1, file: 1, navigation: 1, connection: 3 }

/**
 * So many of a kind may be under way at once, however well the server is; each holds memory and a socket until its caller has
 * read it, and files two of those.
 */
export const MOST_UNDER_WAY: Partial<Record<Comer, number>> = { 'check-in': 1_000, file: 2_000 }
