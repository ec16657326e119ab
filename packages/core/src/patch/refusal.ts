import type { PatchOutcome } from '../protocol/patch-outcome.ts'

/** Why a patch is of no further use. What it made until then is good. */
export class PatchRefusal extends Error {
  declare readonly outcome: PatchOutcome

  constructor(outcome: PatchOutcome) {
    super(outcome)
    this.outcome = outcome
  }
}

/** @throws PatchRefusal */
export function refuse(outcome: PatchOutcome): never {
  throw new PatchRefusal(outcome)
}
