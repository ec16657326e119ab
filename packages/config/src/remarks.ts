import type { Config } from './config.ts'

/** A token of fewer characters can be guessed, even though guesses are slowed down. */
const LEAST_TOKEN = 16

/**
 * What can be used and should not stay as it is, a sentence each, without what is secret.
 *
 * @example remarksOf({ token: 'panel' })[0] // 'token (RELEVO_TOKEN) has fewer than 16 characters and …'
 */
export function remarksOf({ token }: Pick<Config, 'token'>): string[] {
  if (token === undefined || token.length >= LEAST_TOKEN) return []
  return [
    `token (RELEVO_TOKEN) has fewer than ${LEAST_TOKEN} characters and can be guessed. Make one with \`openssl rand -hex 32\`, or leave it out to have one generated.`,
  ]
}
