import { type Selector, USUAL } from '@relevo/core/waves'
import { z } from 'zod'
import { listOf, seconds, share, text, whole, YES_OR_NO } from '../forms.ts'
import type { WaveConfig } from '../rollout-config.ts'
import { setting } from '../setting.ts'

const NAME = text('a name', /\S/)

/** The longest that may be waited for, seconds. */
export const MONTH = 30 * 86_400

/** A wave of a canary. That it says in one way who is in it, and takes in more than those before, is seen to in `rollouts.ts`. */
export const WAVE = z
  .strictObject({
    percent: setting(
      { schema: z.number().min(0.01).max(100), must: 'percent from 0.01 to 100' },
      {
        means: 'percent of all tablets, those of the waves before counted in',
        do: 'Write a number without %, such as 5.',
      },
    ).exactOptional(),
    count: setting(whole(1, 1_000_000), {
      means: 'number of tablets, those of the waves before counted in',
      do: 'Write how many tablets, such as 10.',
    }).exactOptional(),
    groups: setting(listOf(NAME, 'a list of names of groups', 1), {
      means: 'groups whose tablets are in it',
      do: "Write it like ['lobby'].",
    }).exactOptional(),
    tags: setting(listOf(NAME, 'a list of tags', 1), {
      means: 'tags of the tablets in it, any of which will do',
      do: "Write it like ['qa'].",
    }).exactOptional(),
    bake: setting(seconds(0, MONTH), {
      means: 'seconds it is watched after its success, before the next wave opens',
      do: 'Write seconds without a unit; 3600 is an hour.',
    }).prefault(USUAL.bake / 1000),
    success: setting(share(), {
      means: 'share of its tablets that are there which must be on the release',
      do: 'Write 0.9 for 90 %.',
    }).prefault(USUAL.success),
    error: setting(share(), {
      means: 'the brake is pulled when more than this share fails, beyond reasonable doubt',
      do: 'Write 0.05 for 5 %.',
    }).prefault(USUAL.error),
    minSamples: setting(whole(1, 1_000_000), {
      means: 'tablets that must have come to an end before anything is said',
      usual: `${USUAL.minSamples}, or all that are there`,
      do: 'Leave it out, or write how many.',
    }).exactOptional(),
    approval: setting(YES_OR_NO, {
      means: 'must a person agree before it opens?',
      do: 'Write true or false without quotes.',
    }).prefault(false),
  })
  .transform(({ percent, count, groups, tags, ...rest }): WaveConfig => {
    const members: Selector[] = []
    if (percent !== undefined) members.push({ percent })
    if (count !== undefined) members.push({ count })
    if (groups !== undefined) members.push({ groups })
    const [own = { tags: tags ?? [] }] = members
    return { ...own, ...rest }
  })
