/**
 * A number with its noun.
 *
 * @param many where it takes more than an `s`
 * @example count(1, 'tablet') // '1 tablet'
 */
export function count(amount: number, noun: string, many = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : many}`
}
