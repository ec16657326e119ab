import { EN } from './access-en.ts'
import { ES } from './access-es.ts'
import { spoken } from './language.ts'

/** What the page of access says. */
export const accessWords = spoken(EN, ES)
