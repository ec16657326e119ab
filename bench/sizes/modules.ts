import type { Bar, Table } from '../bars/bar.ts'
import { sizeByModule } from './by-module.ts'

/** What is looked into: the two programs that every tablet loads, and what speaks MQTT. */
const PROGRAMS = [
  { name: '@relevo/client', source: `export { createUpdateManager } from '@relevo/client'`, format: 'es' },
  {
    name: '@relevo/service-worker',
    source: `import { serveReleases } from '@relevo/service-worker'; serveReleases(self)`,
    format: 'iife',
  },
  {
    name: 'what speaks MQTT',
    source: `export { openLine } from './packages/client/src/mqtt/slim/open-line.ts'`,
    format: 'es',
  },
] as const

/** Which source file costs a program how much. */
export const modules: Bar = async () => {
  const tables: Table[] = []
  for (const { name, source, format } of PROGRAMS) {
    const { minified, gzip, files } = await sizeByModule(source, format)
    tables.push({
      title: name,
      head: ['', 'minified', 'gzip'],
      rows: [
        ['all of it', bytes(minified), bytes(gzip)],
        ...files.map((file) => [file.name, bytes(file.minified), bytes(file.gzip)]),
      ],
    })
  }
  return { tables, measured: [] }
}

const bytes = (count: number) => ({ values: [count], unit: 'B' })
