import { spoken } from './language.ts'
import { EN } from './rollout-en.ts'
import { ES } from './rollout-es.ts'

/** What the page says of how a deployment spreads. */
export const rolloutWords = spoken(EN, ES)
