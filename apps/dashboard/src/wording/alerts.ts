import { EN } from './alerts-en.ts'
import { ES } from './alerts-es.ts'
import { spoken } from './language.ts'

/** What the page says of alerts. */
export const alertWords = spoken(EN, ES)
