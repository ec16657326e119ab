/** What came of one check of the doctor. */
export interface FindingRow {
  check: string
  verdict: 'well' | 'found' | 'unmeasured'
  /** A tablet, a kiosk, a client, an address. */
  subject?: string
  message: string
  why: string
  do: string
}

/** All that one check said. */
export interface CheckGroup {
  check: string
  findings: FindingRow[]
}

/**
 * The findings of a verdict, check by check, in the order in which the server tells them.
 *
 * @example groupsOf(findings, 'found') // [{ check: 'strangers', findings: [roof, cellar] }]
 */
export function groupsOf(findings: readonly FindingRow[], verdict: FindingRow['verdict']): CheckGroup[] {
  const groups = new Map<string, FindingRow[]>()
  for (const finding of findings) {
    if (finding.verdict !== verdict) continue
    const there = groups.get(finding.check)
    if (there) there.push(finding)
    else groups.set(finding.check, [finding])
  }
  return [...groups].map(([check, all]) => ({ check, findings: all }))
}
