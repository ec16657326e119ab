import { spoken } from './language.ts'
import { EN } from './release-page-en.ts'
import { ES } from './release-page-es.ts'

/** What the page of one release says. */
export const releasePageWords = spoken(EN, ES)
