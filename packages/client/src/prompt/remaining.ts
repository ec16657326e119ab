/**
 * A remaining time as a clock shows it; never below zero.
 *
 * @param ms milliseconds
 * @example remaining(65_400) // '1:06'
 */
export function remaining(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
