import { isTabletId } from '@relevo/core/protocol'
import { isSha256, isVersion } from '@relevo/core/release'
import { z } from 'zod'

/** A version, as callers write it. */
export const VERSION = z
  .string()
  .refine(isVersion, 'is not a legal version: 1 to 64 of A-Z a-z 0-9 . _ + -')
  .describe('Version of a release, 1 to 64 of `A-Z a-z 0-9 . _ + -`')

export const SHA256 = z.string().refine(isSha256, 'is not 64 lower-case hex digits').describe('SHA-256 in hex')

export const TABLET_ID = z.string().refine(isTabletId, 'is not a tablet id: 1 to 64 of A-Z a-z 0-9 _ -')

/** The name of an environment; which there are, the fleet knows. */
export const ENVIRONMENT = z.string().max(64)

/** Free words from a caller. */
export const NOTES = z.string().max(4_000)

/**
 * A word about a deployment, such as its branch: shown, and passed on as a variable of the environment of its commands, which
 * cannot hold every character.
 */
export const WORD = z
  .string()
  .max(256)
  .regex(/^\P{Cc}*$/u, 'holds control characters')

/** An order to every tablet of an environment. */
export const DIRECTIVE = z.object({
  do: z
    .enum(['reset', 'unregister'])
    .describe('`reset`: forget all stored releases; `unregister`: also remove the service worker'),
  id: z.string().describe('Names this order; a tablet carries it out once'),
})

/** The oldest engines a release runs in. */
export const ENGINES = z.object({
  chrome: z.number().optional().describe('Chrome, Chromium and Android WebView'),
  firefox: z.number().optional(),
  safari: z.number().optional().describe('As the system counts it, such as 16.4'),
})

export const PAGE = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('How many at most'),
  offset: z.coerce.number().int().min(0).default(0).describe('How many to pass over'),
})

/** A time on the wire: ISO 8601, UTC. */
export const TIME = z.string().describe('ISO 8601, UTC')

/** A time from a caller, ISO 8601 with `Z` or an offset, as milliseconds since the epoch. */
export const MOMENT = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

/** Milliseconds since the epoch as a time on the wire. */
export function iso(at: number): string {
  return new Date(at).toISOString()
}

/** The form of an answer with one thing. */
export function one<T extends z.ZodType>(data: T) {
  return z.object({ success: z.literal(true), data })
}

/** The form of an answer with a list; `count` is the number of all there are, whatever the limit. */
export function list<T extends z.ZodType>(item: T) {
  return z.object({ success: z.literal(true), data: z.array(item), count: z.number() })
}
