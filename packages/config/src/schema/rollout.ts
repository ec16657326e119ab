import { z } from 'zod'
import { BRAKE_ACTIONS, STRATEGIES } from '../choices.ts'
import { oneOf, seconds, whole } from '../forms.ts'
import { setting } from '../setting.ts'
import { WAVE } from './wave.ts'

/** The word by which the strategies are told apart. */
function strategy<const Name extends (typeof STRATEGIES)[number]>(name: Name) {
  return setting(
    { schema: z.literal(name), must: `one of ${STRATEGIES.join(', ')}` },
    {
      means: '`all`: every tablet at once; `canary`: in waves; `blue-green`: on a preview, then by one switch',
      usual: '`all`',
      do: 'all is usual; docs/waves.md explains the others.',
    },
  )
}

const CANARY = z.strictObject({
  strategy: strategy('canary'),
  waves: setting(
    {
      schema: z.array(WAVE).min(1).max(50),
      must: 'a list of 1 to 50 waves, such as [{ percent: 5 }, { percent: 100 }]',
    },
    {
      means: 'the waves, in their order; the last one takes everybody, whatever it says',
      usual: 'required with `canary`',
      do: 'Give each exactly one of percent, count, groups and tags.',
    },
  ),
  onError: setting(oneOf(BRAKE_ACTIONS), {
    means: 'what is done when the brake is pulled; `notify` goes on',
    do: 'pause is usual: nobody else is offered the release until a person has looked.',
  }).prefault('pause'),
  atOnce: setting(whole(1, 1_000_000), {
    means: 'tablets that may be on their way at the same time',
    usual: 'as many as there are',
    do: 'Write how many, or leave it out.',
  }).exactOptional(),
  timeout: setting(seconds(1, 604_800), {
    means: 'seconds without getting further after which a tablet has failed',
    do: 'Write seconds without a unit; 1800 is half an hour.',
  }).prefault(1800),
  verify: setting(seconds(0, 86_400), {
    means: 'seconds a tablet must stay on the release before it counts',
    do: 'Write seconds without a unit.',
  }).prefault(60),
  patience: setting(seconds(1, 604_800), {
    means: 'seconds without getting further after which a wave that cannot be judged is paused',
    do: 'Write seconds without a unit; 3600 is an hour.',
  }).prefault(3600),
  maxOffers: setting(whole(1, 1_000), {
    means: 'offers to one tablet that may lead to nothing',
    do: 'Write how many.',
  }).prefault(20),
})

const BLUE_GREEN = z.strictObject({
  strategy: strategy('blue-green'),
  autoPromote: setting(seconds(0, 604_800), {
    means: 'seconds after a healthy look at the preview at which it switches by itself',
    usual: 'a person says when',
    do: 'Write seconds without a unit, or leave it out.',
  }).exactOptional(),
})

/** How a release spreads. What it asks of the environment around it is checked in `rollouts.ts`. */
export const ROLLOUT = z.discriminatedUnion('strategy', [
  z.strictObject({ strategy: strategy('all') }),
  CANARY,
  BLUE_GREEN,
])
