import { connect } from 'node:net'

/**
 * A deployer's or health target's command that does what a test says: it tells its boss which step it is, and obeys.
 *
 * Its one argument is the port where the boss listens. `say …` is printed, `exit 0` ends it, `stay` makes it deaf to SIGTERM.
 */
const { RELEVO_STEP: step, RELEVO_VERSION: version } = process.env
const boss = connect(Number(process.argv[2]), '127.0.0.1')
boss.write(`${JSON.stringify({ step, version, pid: process.pid })}\n`)

let isDeaf = false
process.on('SIGTERM', () => {
  boss.write('SIGTERM\n')
  if (!isDeaf) boss.end(() => process.exit(143))
})

let said = ''
boss.setEncoding('utf8').on('data', (text: string) => {
  const lines = (said + text).split('\n')
  said = lines.pop() ?? ''
  for (const line of lines) obey(line)
})
boss.on('close', () => process.exit(1)).on('error', () => process.exit(1))

function obey(line: string): void {
  if (line.startsWith('say ')) process.stdout.write(`${line.slice(4)}\n`)
  if (line === 'stay') {
    isDeaf = true
    boss.write('stays\n')
  }
  if (line.startsWith('exit ')) process.exit(Number(line.slice(5)))
}
