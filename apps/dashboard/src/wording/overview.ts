import { spoken } from './language.ts'
import { EN } from './overview-en.ts'
import { ES } from './overview-es.ts'

/** What the page says on the overview. */
export const overviewWords = spoken(EN, ES)
