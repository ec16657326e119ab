/** `assets/<name>-<8 characters>.<extensions>`, as Vite writes them. */
const HASHED = /(?:^|\/)assets\/(?:[^/]*-)?([A-Za-z0-9_-]{8})(?:\.\w+)+$/

/**
 * Does this path name its bytes, as a bundler's file names do? Words and dates have eight characters too
 * (`assets/site-settings.json`, `assets/menu-20260102.png`): to be a hash it takes a letter and something that is none.
 *
 * @example isHashedName('assets/index-B7pJq9xZ.js') // true
 */
export function isHashedName(path: string): boolean {
  const [, hash] = HASHED.exec(path) ?? []
  return hash !== undefined && /[A-Za-z]/.test(hash) && /[0-9A-Z_]/.test(hash)
}
