import { EN } from './events-en.ts'
import { ES } from './events-es.ts'
import { spoken } from './language.ts'

/** What the page says of events. */
export const eventWords = spoken(EN, ES)
