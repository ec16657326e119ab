/** What a text stands for, or what it must be. */
export type Reader<T> = { must: string; read(text: string): T | undefined }

/** A number between two bounds, both included. */
export function number(least: number, most: number, must: string): Reader<number> {
  return { must, read: (text) => within(text, least, most) }
}

/** A whole number between two bounds, both included. */
export function whole(least: number, most: number): Reader<number> {
  return {
    must: `a whole number from ${least} to ${most}`,
    read(text) {
      const value = within(text, least, most)
      return value !== undefined && Number.isInteger(value) ? value : undefined
    },
  }
}

/** A text that a test accepts. */
export function text(must: string, accepts: (text: string) => boolean): Reader<string> {
  return { must, read: (value) => (accepts(value) ? value : undefined) }
}

/** `lobby:0.2,homes:0.8`: names, and their shares, which are 1 together. */
export const SHARES: Reader<Record<string, number>> = {
  must: 'groups with their shares, which are 1 together, such as lobby:0.2,homes:0.8',
  read(value) {
    const pairs = value.split(',').map((pair) => /^([A-Za-z0-9_-]{1,32}):(\d*\.?\d+)$/.exec(pair))
    const shares = Object.fromEntries(pairs.flatMap((found) => (found ? [[found[1] ?? '', Number(found[2])]] : [])))
    const sum = Object.values(shares).reduce((total, share) => total + share, 0)
    return Object.keys(shares).length === pairs.length && Math.abs(sum - 1) < 1e-6 ? shares : undefined
  },
}

function within(text: string, least: number, most: number): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return value >= least && value <= most ? value : undefined
}
