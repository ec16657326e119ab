/** `assets/<name>-<8 characters>.<extensions>`, as Vite writes them. */
const HASHED = /(?:^|\/)assets\/[^/]*-([A-Za-z0-9_-]{8})(?:\.\w+)+$/

/**
 * Does this path name its bytes, as a bundler's file names do? Words, dates and camera names have eight characters too
 * (`site-settings.json`, `menu-20260102.png`, `hall-IMG_0042.jpg`), and to keep one of those for a year would be wrong,
 * while to ask again for a hashed one costs little: only what is hardly anything but a hash is taken for one.
 *
 * @example isHashedName('assets/index-B7pJq9xZ.js') // true
 */
export function isHashedName(path: string): boolean {
  const [, hash] = HASHED.exec(path) ?? []
  return hash !== undefined && /[a-z]/.test(hash) && /.[A-Z]/.test(hash)
}
