import { spoken } from './language.ts'
import { EN } from './tablet-en.ts'
import { ES } from './tablet-es.ts'

/** What the page of one tablet says. */
export const tabletWords = spoken(EN, ES)
