/** Takes note that the value at a place of a plan must be something else. */
export type Refuse = (at: string, must: string) => void

/** The longest time of a plan, in seconds: a month. */
const MONTH = 30 * 86_400

/** A value that may be left out is within its range. */
export function within(
  refuse: Refuse,
  at: string,
  value: number | undefined,
  [least, most]: readonly [number, number],
  must: string,
): void {
  if (value !== undefined && !(value >= least && value <= most)) refuse(at, must)
}

/** A time that may be left out. */
export function seconds(refuse: Refuse, at: string, value: number | undefined, least: number): void {
  within(refuse, at, value, [least, MONTH], `${least} to ${MONTH} seconds`)
}

/** A share that may be left out. */
export function share(refuse: Refuse, at: string, value: number | undefined): void {
  within(refuse, at, value, [0, 1], 'a share from 0 to 1')
}

/** A whole number that may be left out. */
export function whole(refuse: Refuse, at: string, value: number | undefined): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= 1)) refuse(at, 'a whole number, at least 1')
}
