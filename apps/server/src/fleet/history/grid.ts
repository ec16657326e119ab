const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Distances between two points of a chart, ms: those that people read as times. */
const STEPS = [
  10 * SECOND,
  30 * SECOND,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
]

/** Most points a chart has. */
const MOST_POINTS = 300

/**
 * The times of a chart's points between two times: whole steps, so that charts of different moments have the same points,
 * and the end. Pure.
 *
 * @example gridOf(0, 60_000) // [0, 10_000, 20_000, …, 60_000]
 */
export function gridOf(from: number, to: number): number[] {
  const span = to - from
  const most = MOST_POINTS - 2
  const step = STEPS.find((one) => span / one <= most) ?? DAY * Math.ceil(span / DAY / most)
  const first = Math.ceil(from / step) * step
  const times: number[] = []
  for (let at = first; at < to; at += step) times.push(at)
  return [...times, to]
}
