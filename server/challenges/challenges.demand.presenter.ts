import { z } from 'zod'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { demandText } from '../../shared/challenges/readable.ts'
import { type DemandTogether, demandOf, isNamed } from '../../shared/challenges/same-need.ts'
import { quarterLabel, spendLabel } from '../../shared/challenges/scale.ts'
import { type Actor, belongsTo, isBroker } from '../../shared/platform/actor.ts'
import { formatPence } from '../../shared/platform/money.ts'
import { asWritten, fillsMarked } from '../platform/as-written.ts'
import { translator } from '../platform/translations.ts'
import { buyersOf } from './challenges.co-buyers.service.ts'

const t = translator()

/** The names of those that a challenge is written with. */
export const takingPart = ({ coBuyers }: Pick<ChallengeRecord, 'coBuyers'>): string[] =>
  coBuyers.flatMap(({ authorityName, status }) => (status === 'declined' ? [] : [authorityName]))

/** Who else has the problem, and how large the demand of all is: `4 authorities, 61,000 homes`. */
export function presentDemand(challenge: ChallengeRecord, actor: Actor) {
  const demand = demandOf(challenge)
  const isInside = isBroker(actor) || buyersOf(challenge).some((id) => belongsTo(actor, id))
  const isOwn = ({ authorityId }: { authorityId: string }) => authorityId === actor.organisation?.id
  return {
    coBuyers: takingPart(challenge),
    // Who asked not to be named is known to the buyers, to the brokers and to itself.
    sameNeeds: challenge.sameNeeds
      .filter((need) => isNamed(need) || isInside || isOwn(need))
      .map((need) => ({
        authority: need.authorityName,
        note: need.note,
        isNamed: isNamed(need),
        volumeWords: demandText(need),
        spendWords: t(spendLabel(need.spend)),
        buyWords: quarterLabel(need.buyFrom, t),
      })),
    ...demandWords(demand),
    hasSaid: challenge.sameNeeds.some(isOwn),
  }
}

/** The demand in sentences: what it is, of how many, and what is not said. */
export function demandWords(demand: DemandTogether) {
  const { authorities, volume, unit, counted, spend, unnamed, withheld, buyFrom } = demand
  const all = t('{count} authorities', { count: authorities })
  // The unit is in the words of an authority.
  const amount = asWritten(demandText({ volume, unit }))
  const known =
    counted < authorities
      ? fillsMarked(t)('{volume} in {count} of them', { volume: amount, count: counted })
      : amount
  return {
    demandWords: all,
    knownWords: volume === null ? '' : known,
    spendWords: spend ? spendWords(spend, authorities) : '',
    buyWords: buyFrom.map(({ quarter, authorities: count }) =>
      t('{count} authorities could buy from {quarter}', { count, quarter: quarterLabel(quarter, t) }),
    ),
    unnamed,
    withheld,
  }
}

function spendWords(
  { fromPence, toPence, counted }: NonNullable<DemandTogether['spend']>,
  all: number,
): string {
  const from = formatPence(fromPence)
  const range =
    toPence === null
      ? t('at least {from} a year', { from })
      : t('between {from} and {to} a year', { from, to: formatPence(toPence) })
  return t('{range}, said by {counted} of {all} authorities', { range, counted, all })
}

/** The demand as programs get it. */
export const demandAnswer = z
  .object({
    authorities: z.int(),
    volume: z.int().nullable(),
    unit: z.string(),
    counted: z.int(),
    unnamed: z.int(),
    withheld: z.int().meta({
      description: 'unnamed authorities that gave figures, which are in no sum: those who buy see them',
    }),
    spend: z
      .object({ fromPence: z.int(), toPence: z.int().nullable(), counted: z.int() })
      .nullable()
      .meta({ description: 'What they spend on it in a year, from bands' }),
    buyFrom: z.array(z.object({ quarter: z.string(), authorities: z.int() })),
  })
  .meta({ id: 'DemandTogether', description: 'Of all who take part or have the problem too' })
