import { spoken } from './language.ts'
import { EN } from './packing-en.ts'
import { ES } from './packing-es.ts'

/** What pages say of patches and packing. */
export const packingWords = spoken(EN, ES)
