import { expect, test } from 'vitest'
import { EN } from '../apps/dashboard/src/wording/doctor-en.ts'
import { ES } from '../apps/dashboard/src/wording/doctor-es.ts'
import { CHECKS } from '../apps/server/src/fleet/doctor/checks/index.ts'

test.each([
  ['English', EN],
  ['Spanish', ES],
])('the dashboard has a name in %s for every check of the doctor, and for no other', (_, { checks }) => {
  expect(Object.keys(checks).sort()).toEqual(CHECKS.map(({ id }) => id).sort())
})
