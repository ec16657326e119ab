/** Longest path we keep; file systems and URLs agree up to here. */
const MAX_PATH = 1024

/**
 * Is this a legal path of a release file? Relative, forward slashes, decoded (`fotos/año nuevo.png`), and unable to
 * leave the release: no empty, `.` or `..` segment, no backslash, no control character, no half of a surrogate pair
 * (it has no URL form).
 *
 * @example isReleasePath('assets/app-1a2b3c4d.js') // true
 */
export function isReleasePath(value: string): boolean {
  if (value.length === 0 || value.length > MAX_PATH) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f\\\ud800-\udfff]/u.test(value)) return false
  return value.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/**
 * The URL form of a release path: every segment percent-encoded, slashes kept.
 *
 * @example pathToUrl('fotos/año nuevo.png') // 'fotos/a%C3%B1o%20nuevo.png'
 */
export function pathToUrl(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/**
 * The release path a URL path asks for, or `undefined` when it is no legal one. `''` and a trailing slash mean
 * `index.html` of that folder, as every static host has it.
 *
 * @example urlToPath('guide/') // 'guide/index.html'
 */
export function urlToPath(urlPath: string): string | undefined {
  try {
    const decoded = decodeURIComponent(urlPath)
    const path = decoded === '' || decoded.endsWith('/') ? `${decoded}index.html` : decoded
    return isReleasePath(path) ? path : undefined
  } catch {
    return undefined // malformed percent-encoding names no file
  }
}
