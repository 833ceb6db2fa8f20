import type { Day, Law } from '../coaching/law/law.ts'
import { amountInWords, contractThreshold, reaches } from '../coaching/law/lookups.ts'
import type { WayState } from './next-step.ts'

/** By which ways another authority could buy what a pilot showed. */
export const adoptWayIds = [
  'below-threshold',
  'competition',
  'framework',
  'research-services',
  'prototype',
  'only-one-supplier',
] as const
export type AdoptWayId = (typeof adoptWayIds)[number]

/** Ways that look open to another authority and are not. */
const closedIds = ['repeat-award', 'join-the-contract'] as const

/** One way to buy the same, with why it is open or not, and where it stands in the law. */
export interface AdoptWay {
  id: AdoptWayId | (typeof closedIds)[number]
  title: string
  state: WayState
  why: string
  section: string
}

/** What the ways are told from. */
export interface AdoptFacts {
  /** The Act regulated the first contract; where it did not, another law holds for the other authority perhaps too. */
  isRegulated: boolean
  /** What the first contract was worth, with VAT. */
  grossPence: number
  on: Day
}

const way = (id: AdoptWay['id'], title: string, state: WayState, why: string, section: string): AdoptWay => ({
  id,
  title,
  state,
  why,
  section,
})

/**
 * Which ways the law leaves another authority that wants the same. Nobody knows here what it would buy, so that a direct
 * award is never called open: its ground is for the authority to find and to publish. No legal advice.
 */
export const waysToAdopt = (facts: AdoptFacts, law: Law): AdoptWay[] => [
  belowThreshold(facts, law),
  way(
    'competition',
    'A competition of your own, at the threshold or above it',
    'open',
    'An open procedure, or a competitive flexible one. Ask for the outcome, not for this product. The supplier of the pilot may take part like any other; give everybody what the pilot showed, so that nobody has an unfair advantage.',
    's.20',
  ),
  way(
    'framework',
    'Call-off from a framework',
    'unclear',
    'Only if this supplier is on a framework that your authority may use. The contract of the pilot is none: nobody else can call off it.',
    's.45',
  ),
  way(
    'research-services',
    'A test of your own, as research and development services',
    'unclear',
    'Only where your test is itself research or development for public benefit and delivers no goods or works. What is ready to buy is not that.',
    'Sch 2 para 22',
  ),
  way(
    'prototype',
    'Direct award for a prototype',
    'unclear',
    'Only for something novel that is designed or developed at your own request. What was developed for somebody else is not that. Publish a transparency notice (UK5) first.',
    'Sch 5 para 3',
  ),
  way(
    'only-one-supplier',
    'Direct award, as only one supplier can do it',
    'unclear',
    'Only where exclusive rights or technical reasons leave one supplier and no reasonable alternative. That a pilot went well is no such reason. Publish a transparency notice (UK5) first.',
    'Sch 5 para 5',
  ),
  way(
    'repeat-award',
    'Repeat award',
    'closed',
    'It follows from the competition of the authority that awarded the first contract. Yours was not a buyer in it.',
    'Sch 5 para 8',
  ),
  way(
    'join-the-contract',
    'Joining the contract of the pilot',
    'closed',
    'A contract is for its own parties. To add a buyer would be a new contract, not a change of this one.',
    's.74',
  ),
]

function belowThreshold({ isRegulated, grossPence, on }: AdoptFacts, law: Law): AdoptWay {
  const told = (state: WayState, why: string) =>
    way('below-threshold', 'A competition below the threshold', state, why, 's.87')
  if (!isRegulated)
    return told('unclear', 'The Act did not regulate the first contract: ask which law holds for yours.')
  try {
    const wanted = { authority: 'sub-central', contract: 'services', jurisdiction: 'england' } as const
    const threshold = contractThreshold(law, wanted, on)
    const limit = `The threshold for services of a council in England or Wales is ${amountInWords(threshold.pence)} with VAT; the pilot was worth ${amountInWords(grossPence)}`
    return reaches(grossPence, threshold)
      ? told(
          'unclear',
          `${limit}. Only if you buy less, all that you expect to buy counted together (Sch 3).`,
        )
      : told(
          'open',
          `${limit}. Everything that you expect to buy counts together (Sch 3). Who advertises publishes a below-threshold tender notice first, unless the contract is too small for it.`,
        )
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return told('unclear', error.message)
  }
}
