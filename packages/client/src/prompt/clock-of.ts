/**
 * A remaining time as a clock shows it; never below zero.
 *
 * @param ms milliseconds
 * @example clockOf(65_400) // '1:06', and '1:00:00' for an hour
 */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return [...(hours ? [hours, two(minutes)] : [minutes]), two(seconds % 60)].join(':')
}

const two = (count: number) => String(count).padStart(2, '0')
