const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/**
 * A number of bytes for people, in decimal units.
 *
 * @example bytesText(1_234_567) // '1.2 MB'
 */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)))
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${UNITS[power]}`
}
