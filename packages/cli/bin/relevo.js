#!/usr/bin/env node
// Installed, this runs what was built. In a checkout of Relevo it runs the source, which takes a Node that reads
// TypeScript and the condition under which the packages name their sources.
import { spawnSync } from 'node:child_process'
import module from 'node:module'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = '@relevo/source'
const here = fileURLToPath(import.meta.url)

if (here.includes(`${sep}node_modules${sep}`)) await start('../dist/main.js')
else if (process.features.typescript && module.registerHooks) {
  module.registerHooks({
    resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [SOURCE, ...context.conditions] }),
  })
  await start('../src/main.ts')
} else {
  const pinned = module.createRequire(import.meta.url).resolve('node/bin/node')
  const { status } = spawnSync(pinned, [here, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = status ?? 1
}

async function start(main) {
  const { run } = await import(main)
  process.exitCode = await run(process.argv.slice(2), process)
}
