import { EN } from './deployments-en.ts'
import { ES } from './deployments-es.ts'
import { spoken } from './language.ts'

/** What the page says of deployments. */
export const deploymentWords = spoken(EN, ES)
