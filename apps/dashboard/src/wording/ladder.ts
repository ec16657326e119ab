import { EN } from './ladder-en.ts'
import { ES } from './ladder-es.ts'
import { spoken } from './language.ts'

/** What the pages say of ladders. */
export const ladderWords = spoken(EN, ES)
