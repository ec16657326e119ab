/** `npm run configuration`: the tables of docs/configuration.md and .env.example, from the settings in packages/config. */
import { readFileSync, writeFileSync } from 'node:fs'
import { envExample, withTables } from './configuration-documents.ts'

const DOCUMENT = 'docs/configuration.md'

writeFileSync(DOCUMENT, withTables(readFileSync(DOCUMENT, 'utf8')))
writeFileSync('.env.example', envExample())
