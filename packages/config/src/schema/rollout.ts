import { BRAKE_ACTIONS, MOST_WAVES, STRATEGIES, USUAL } from '@relevo/core/waves'
import { z } from 'zod'
import { oneOf, seconds, whole } from '../forms.ts'
import { setting } from '../setting.ts'
import { MONTH, WAVE } from './wave.ts'

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
      schema: z.array(WAVE).min(1).max(MOST_WAVES),
      must: `a list of 1 to ${MOST_WAVES} waves, such as [{ percent: 5 }, { percent: 100 }]`,
    },
    {
      means: 'the waves, in their order; a last one with less than everybody is followed by one more, judged like it',
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
  timeout: setting(seconds(1, MONTH), {
    means: 'seconds without getting further after which a tablet has failed',
    do: 'Write seconds without a unit; 1800 is half an hour.',
  }).prefault(USUAL.timeout / 1000),
  verify: setting(seconds(0, MONTH), {
    means: 'seconds a tablet must stay on the release before it counts',
    do: 'Write seconds without a unit.',
  }).prefault(USUAL.verify / 1000),
  patience: setting(seconds(1, MONTH), {
    means: 'seconds without getting further after which a wave that cannot be judged is paused',
    do: 'Write seconds without a unit; 3600 is an hour.',
  }).prefault(USUAL.patience / 1000),
  maxOffers: setting(whole(1, 1_000), {
    means: 'offers to one tablet that may lead to nothing',
    do: 'Write how many.',
  }).prefault(USUAL.maxOffers),
})

const BLUE_GREEN = z.strictObject({
  strategy: strategy('blue-green'),
  autoPromote: setting(seconds(0, MONTH), {
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
