import { spoken } from './language.ts'
import { EN } from './settings-en.ts'
import { ES } from './settings-es.ts'

/** What the page of settings says. */
export const settingWords = spoken(EN, ES)
