import { EN } from './kiosks-en.ts'
import { ES } from './kiosks-es.ts'
import { spoken } from './language.ts'

/** What the pages of kiosks say. */
export const kioskWords = spoken(EN, ES)
