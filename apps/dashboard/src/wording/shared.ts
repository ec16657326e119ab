import { spoken } from './language.ts'
import { EN } from './shared-en.ts'
import { ES } from './shared-es.ts'

/** What the page says on every page. */
export const words = spoken(EN, ES)
