import { signal } from '@preact/signals'
import type { DeploymentRow } from './deployment.ts'

/** What a person is asked about in a dialog. */
export interface Question {
  about: 'rollback' | 'deny' | 'abort'
  deployment: DeploymentRow
  /** Tells it from the one before, whose dialog may not have gone yet. */
  nth: number
}

/**
 * The question that is open. It is none of a row's own: rows come and go with every look, and a dialog must not go with
 * them under a person's hand.
 */
export const question = signal<Question>()

let asked = 0

/** Ask. */
export function ask(about: Question['about'], deployment: DeploymentRow): void {
  asked += 1
  question.value = { about, deployment, nth: asked }
}

/** It is answered, or was taken back. A browser says a frame late that a dialog was closed: that ends no newer one. */
export function answered({ nth }: Question): void {
  if (question.value?.nth === nth) question.value = undefined
}
