import { spoken } from './language.ts'
import { EN } from './releases-en.ts'
import { ES } from './releases-es.ts'

/** What the page says of releases. */
export const releaseWords = spoken(EN, ES)
