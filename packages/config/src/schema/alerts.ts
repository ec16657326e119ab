import { z } from 'zod'
import { share, whole } from '../forms.ts'
import { setting } from '../setting.ts'

const OFF = z.literal(false)

/** Most seconds of a rule: thirty days. */
const LONGEST = 30 * 24 * 3_600

/** A rule of these settings, or `false`. */
function rule<Shape extends z.ZodRawShape>(means: string, shape: Shape) {
  const form = { schema: z.union([z.strictObject(shape), OFF]), must: 'its settings, or false' }
  return setting(form, {
    means: `${means}; \`false\` switches it off`,
    usual: 'on',
    do: 'Write false, or an object with what differs from the defaults.',
  })
}

const held = (means: string) => setting(whole(0, LONGEST), { means, do: 'Write seconds without a unit.' })

/** What a fleet is looked at for. `docs/alerts.md` says what each rule measures. */
export const ALERTS = z.strictObject({
  adoptionStalled: rule('tells when online tablets do not get the release they should run', {
    share: setting(share(0.001), {
      means: 'least share of them that must run it',
      do: 'Write a share, such as 0.9 for 90 %.',
    }).prefault(0.9),
    for: held('seconds that fewer must do so before it fires').prefault(3_600),
  }).prefault({}),
  errorRate: rule('tells when many tablets met an error', {
    share: setting(share(0.001), {
      means: 'share of them at which it fires; what is compared with it is what their number allows to believe in',
      do: 'Write a share, such as 0.05 for 5 %.',
    }).prefault(0.05),
    window: setting(whole(60, LONGEST), {
      means: 'seconds for which an error counts',
      do: 'Write seconds without a unit.',
    }).prefault(3_600),
  }).prefault({}),
  offline: rule('tells when many tablets are offline', {
    share: setting(share(0.001), {
      means: 'share of them at which it fires',
      do: 'Write a share, such as 0.2 for 20 %.',
    }).prefault(0.2),
    for: held('seconds that so many must be offline before it fires').prefault(900),
  }).prefault({}),
  skew: rule('tells when many releases are in use side by side', {
    releases: setting(whole(2, 1_000), {
      means: 'number of them at which it fires',
      do: 'Write 3 or more: two are usual while a release spreads.',
    }).prefault(3),
    for: held('seconds that so many must be in use before it fires').prefault(86_400),
  }).prefault({}),
  noCheckIns: rule('tells when no tablet is heard', {
    for: setting(whole(60, LONGEST), {
      means: 'seconds of silence at which it fires',
      do: 'Write seconds without a unit.',
    }).prefault(900),
  }).prefault({}),
  remind: setting(whole(300, LONGEST), {
    means: 'seconds after which an alert that still fires is told again, until somebody acknowledges it',
    usual: 'never: each is told once',
    do: 'Write seconds without a unit, or leave it out.',
  }).exactOptional(),
})
