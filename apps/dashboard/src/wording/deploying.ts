import { EN } from './deploying-en.ts'
import { ES } from './deploying-es.ts'
import { spoken } from './language.ts'

/** What the page says where a release is deployed. */
export const deployingWords = spoken(EN, ES)
