import { currentRelease } from './current-release.ts'
import { help } from './help.ts'
import { tooFewFiles } from './open-files.ts'
import { type Asked, readOptions } from './options.ts'
import { populate } from './population.ts'
import { putIntoGroups } from './put-into-groups.ts'
import { runFleet, versionUrlOf } from './run-fleet.ts'
import { showFleet } from './screen.ts'
import { EXIT, Trouble } from './trouble.ts'

/** `npm run fleet`: simulated tablets until Ctrl-C. */

/** Seconds between two lines: for a person, for a log, for a program. */
const EVERY = { person: 1, log: 5, program: 1 }

try {
  const asked = readOptions(process.argv.slice(2))
  if (asked.help) process.stdout.write(help())
  else await run(asked)
} catch (error) {
  if (!(error instanceof Trouble)) throw error
  console.error(error.message.replace(/^/gm, 'fleet: '))
  if (error.exit === EXIT.usage) console.error('npm run fleet -- --help tells every option')
  process.exitCode = error.exit
}

async function run(asked: Asked): Promise<void> {
  const { tablets, name, groups, json } = asked
  const tooFew = tooFewFiles(asked.mqtt ? tablets : 0, `${tablets} tablets`)
  if (tooFew) throw new Trouble('usage', tooFew)
  const release = asked.release ?? (await currentRelease(versionUrlOf(asked.url), asked.host))
  const inhabitants = populate(tablets, name, groups)
  if (groups) await putIntoGroups(inhabitants, asked.url, process.env.RELEVO_TOKEN)
  const fleet = runFleet(inhabitants, release, asked)
  const every = json ? EVERY.program : process.stdout.isTTY ? EVERY.person : EVERY.log
  const show = showFleet(process.stdout)
  const look = () => {
    const figures = fleet.figures()
    if (json) process.stdout.write(`${JSON.stringify(figures)}\n`)
    else show(figures, every)
  }
  const looking = setInterval(look, 1_000 * every)
  await over(asked.for)
  clearInterval(looking)
  look()
  if (process.stdout.isTTY && !json) process.stdout.write('\n')
  fleet.stop()
}

/** Resolves at Ctrl-C, or when the time is over. */
function over(seconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    if (seconds !== undefined) setTimeout(resolve, 1_000 * seconds).unref()
  })
}
