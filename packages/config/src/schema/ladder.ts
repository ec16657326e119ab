import { z } from 'zod'
import { text, whole, YES_OR_NO } from '../forms.ts'
import { setting } from '../setting.ts'

const HOURS = text(
  'two times of day such as 22:00-07:00, not the same twice',
  /^(?!(\d\d:\d\d)-\1$)(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/,
)

/** What is done for a tablet that does not come to its release. `docs/ladder.md` says what each rung does. */
export const LADDER = z.strictObject({
  enabled: setting(YES_OR_NO, {
    variable: 'RELEVO_LADDER',
    means: 'something is done for a tablet that does not come to its release; `false`: only people do',
    do: 'Write true or false.',
  }).prefault(true),
  after: setting(whole(10, 86_400), {
    variable: 'RELEVO_LADDER_AFTER',
    means: 'seconds that a tablet must be wrong before the first rung',
    do: 'Write seconds without a unit; a few polls are a good measure.',
  }).prefault(900),
  perDay: setting(whole(1, 100), {
    variable: 'RELEVO_LADDER_PER_DAY',
    means: 'rungs that are climbed for one tablet within any 24 hours at most',
    do: 'Write a number; a whole ladder has 10.',
  }).prefault(12),
  quiet: setting(HOURS, {
    variable: 'RELEVO_LADDER_QUIET',
    means:
      'hours, by the clock of the server, in which no rung is climbed that people see or hear; maintenance windows of groups count too',
    usual: 'none',
    do: 'Write it as 22:00-07:00, or leave it out.',
  }).exactOptional(),
})
