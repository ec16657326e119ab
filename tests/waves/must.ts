/** A rule that did not hold. */
export class Broken extends Error {}

/** @throws Broken with the rule, where it does not hold */
export function must(holds: boolean, rule: string): void {
  if (!holds) throw new Broken(rule)
}
