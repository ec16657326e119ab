import { expect, test } from 'vitest'
import { type CheckResult, type CheckStatus, readinessOf } from './readiness.ts'

const needed = (status: CheckStatus): CheckResult => ({ name: 'database', needed: true, status, ms: 1 })
const extra = (status: CheckStatus): CheckResult => ({ name: 'intercom', needed: false, status, ms: 1 })

test.each<[string, CheckResult[], string]>([
  ['nothing to look at', [], 'ready'],
  ['everything ok', [needed('ok'), extra('ok')], 'ready'],
  ['a warning', [needed('warn'), extra('ok')], 'degraded'],
  ['a service that warns', [needed('ok'), extra('warn')], 'degraded'],
  ['a failure of what is not needed', [needed('ok'), extra('fail')], 'degraded'],
  ['what could not be measured', [needed('unmeasured')], 'degraded'],
  ['a failure of what is needed', [needed('fail'), extra('ok')], 'not-ready'],
  ['both', [extra('fail'), needed('fail')], 'not-ready'],
])('%s', (_name, checks, status) => {
  expect(readinessOf(checks)).toBe(status)
})
