import { z } from 'zod'
import { mostPence, parsePounds } from '../../platform/money.ts'
import { dayOrNone } from '../law/day.schema.ts'
import {
  type Answers,
  arrangements,
  buyers,
  contractKinds,
  defaultAnswers,
  earlierContracts,
  engagements,
  invitations,
  lotChoices,
  nations,
  novelties,
  reservations,
  type Reservation,
  research,
  scalings,
  suppliersWhoCould,
  urgencies,
  yesOrNo,
} from './answers.ts'

// What an address sends as text and a program as JSON goes through the same schema; empty means "not said".

const keysOf = <Choice extends string>(choices: Record<Choice, string>) =>
  Object.keys(choices) as [Choice, ...Choice[]]

/** One of a closed list; the default where nothing was said. */
const oneOf = <Choice extends string>(choices: Record<Choice, string>, otherwise: Choice, what: string) =>
  z
    .union([z.enum(keysOf(choices)), z.literal('')], { error: `Choose an answer from the list: ${what}` })
    .default('')
    .transform((given) => (given === '' ? otherwise : given))

/** One of a closed list that must be chosen. */
const mustChoose = <Choice extends string>(choices: Record<Choice, string>, message: string) =>
  z.enum(keysOf(choices), { error: message })

/** An amount: a number is integer pence, a text is pounds as people type them. */
const pence = (what: string) =>
  z
    .union([z.int().min(0).max(mostPence), z.string().max(40), z.null()], {
      error: `${what} must be an amount in pounds, like 60,000`,
    })
    .default(null)
    .transform((given, context) => {
      if (typeof given !== 'string') return given
      if (given.trim() === '') return null
      const amount = parsePounds(given)
      if (amount === null) context.addIssue(`${what} must be an amount in pounds, like 60,000`)
      return amount
    })

const penceOrNothing = (what: string) => pence(what).transform((given) => given ?? 0)

const flag = (otherwise: boolean, what: string) =>
  z
    .union([z.boolean(), z.enum(['yes', 'no', ''])], { error: `Choose yes or no: ${what}` })
    .default('')
    .transform((given) => (given === '' ? otherwise : given === true || given === 'yes'))

/** `sme,local-area` in one text, several, or none. */
const severalReservations = z
  .union([z.array(z.string().max(40)).max(20), z.string().max(200)], { error: 'Choose from the list' })
  .default('')
  .transform((given) =>
    [given]
      .flat()
      .flatMap((one) => one.split(','))
      .filter(Boolean),
  )
  .refine((given) => given.every((one) => Object.hasOwn(reservations, one)), 'Choose for whom from the list')
  .transform((given) => [...new Set(given)] as Reservation[])

const other = defaultAnswers

/** What the advisor is told, from the address of its page or a program. */
export const answersSchema = z.object({
  buyer: mustChoose(buyers, 'Choose who is buying'),
  nation: mustChoose(nations, 'Choose where in the UK you are'),
  contract: mustChoose(contractKinds, 'Choose what the contract is mainly for'),
  valuePence: pence('The value'),
  optionsPence: penceOrNothing('The value of options'),
  extensionsPence: penceOrNothing('The value of extensions'),
  prizesPence: penceOrNothing('Prizes and payments'),
  scaling: oneOf(scalings, other.scaling, 'whether you foresee scaling up'),
  scalePence: pence('The value of scaling up'),
  separateReasons: flag(other.separateReasons, 'good reasons for valuing it by itself'),
  novelty: oneOf(novelties, other.novelty, 'how new it is'),
  atRequest: oneOf(yesOrNo, other.atRequest, 'whether it is developed at your request'),
  research: oneOf(research, other.research, 'whether there is research in it'),
  publicBenefit: oneOf(yesOrNo, other.publicBenefit, 'whether it benefits the public'),
  whoCould: oneOf(suppliersWhoCould, other.whoCould, 'how many could do it'),
  urgency: oneOf(urgencies, other.urgency, 'whether it is urgent'),
  engagement: oneOf(engagements, other.engagement, 'whether you talked with the market'),
  lots: oneOf(lotChoices, other.lots, 'whether you divide it into lots'),
  reserve: severalReservations,
  invitation: oneOf(invitations, other.invitation, 'whom you invite'),
  framework: oneOf(arrangements, other.framework, 'whether there is a framework'),
  dynamicMarket: oneOf(arrangements, other.dynamicMarket, 'whether there is a dynamic market'),
  earlierContract: oneOf(earlierContracts, other.earlierContract, 'whether there was an earlier contract'),
  earlierAwardOn: dayOrNone('The date of the earlier award'),
  plannedNoticeOn: dayOrNone('The date of the planned procurement notice'),
  electronic: flag(other.electronic, 'whether tenders are sent electronically'),
  allDocuments: flag(other.allDocuments, 'whether all documents come with the notice'),
  startOn: dayOrNone('The day on which work begins'),
}) satisfies z.ZodType<Answers>

/**
 * Answers as the shortest address that leads back to them: what says no more than the default is left out. Money is
 * in pounds, as people would type it.
 */
export function answersToQuery(answers: Answers): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(answers)) {
    const isRequired = name === 'buyer' || name === 'nation' || name === 'contract'
    if (value === null || (!isRequired && value === other[name as keyof Answers])) continue
    if (Array.isArray(value)) {
      if (value.length > 0) query[name] = value.join(',')
    } else if (typeof value === 'number') {
      query[name] = value % 100 === 0 ? String(value / 100) : (value / 100).toFixed(2)
    } else {
      query[name] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
    }
  }
  return query
}
