/**
 * A number with its noun.
 *
 * @example count(1, 'tablet') // '1 tablet'
 */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}
