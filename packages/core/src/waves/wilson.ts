/** 95 % on one side: what is told happens by chance once in twenty. */
const Z = 1.6448536269514722

/**
 * The least share that a count of failures allows to believe in: the lower bound of the Wilson score interval, 95 % on one
 * side. One failure in one try says "at least 27 %", one in forty "at least 0.6 %".
 *
 * @param failures 0 to `samples`
 * @returns 0 to 1; 0 without samples
 * @see https://www.itl.nist.gov/div898/handbook/prc/section2/prc241.htm
 * @example wilsonLower(3, 40) // 0.0306…
 */
export function wilsonLower(failures: number, samples: number): number {
  if (samples === 0 || failures === 0) return 0
  const share = failures / samples
  const square = Z * Z
  const middle = share + square / (2 * samples)
  const spread = Z * Math.sqrt((share * (1 - share) + square / (4 * samples)) / samples)
  return Math.max(0, (middle - spread) / (1 + square / samples))
}
