/** Crockford's Base32, without the letters that look like digits, and without U (https://www.crockford.com/base32.html). */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The first symbols of a hex digest, five bits each.
 *
 * @param count at most 51 of a SHA-256
 * @example symbolsOf('ff00…', 2) // 'ZW'
 */
export function symbolsOf(hex: string, count: number): string {
  const bits = BigInt(`0x${hex}`)
  const length = hex.length * 4
  return Array.from({ length: count }, (_, i) => SYMBOLS[Number((bits >> BigInt(length - 5 * (i + 1))) & 31n)]).join('')
}

/**
 * What somebody meant who typed symbols: small letters, spaces, hyphens and letters that look like digits are forgiven.
 *
 * @returns `undefined` when it is not that many symbols
 * @example readSymbols(' k7qm-2xdo', 8) // 'K7QM2XD0'
 */
export function readSymbols(text: string, count: number): string | undefined {
  const meant = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return meant.length === count && [...meant].every((symbol) => SYMBOLS.includes(symbol)) ? meant : undefined
}
