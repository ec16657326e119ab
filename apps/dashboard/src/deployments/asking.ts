import { signal } from '@preact/signals'
import type { DeploymentRow, WholeDeployment } from './deployment.ts'

/** What one is asked about before it is done to a deployment. */
type Matter =
  | { about: 'rollback' | 'deny' | 'abort'; deployment: DeploymentRow }
  /** What is done to one on its way over the fleet; `means` says what would come of it, in numbers. */
  | { about: RolloutMatter; deployment: WholeDeployment; means: string }

export type RolloutMatter = 'accept' | 'everybody' | 'finish' | 'switch' | 'end' | 'retry'

/** What a person is asked about in a dialog; `nth` tells it from the one before, whose dialog may not have gone yet. */
export type Question = Matter & { nth: number }

/**
 * The question that is open. It is none of a row's own: rows come and go with every look, and a dialog must not go with
 * them under a person's hand.
 */
export const question = signal<Question>()

let asked = 0

/** Ask. */
export function ask(matter: Matter): void {
  asked += 1
  question.value = { ...matter, nth: asked }
}

/** It is answered, or was taken back. A browser says a frame late that a dialog was closed: that ends no newer one. */
export function answered({ nth }: Question): void {
  if (question.value?.nth === nth) question.value = undefined
}
