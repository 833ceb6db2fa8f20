import type { Case } from './case.ts'

/** What to mind on every route of the Act, for this buyer. */
export function commonRisks({ answers, valuation, isRegulated }: Case): string[] {
  const { nation, buyer, scaling, separateReasons, lots, prizesPence } = answers
  const found: [boolean, string][] = [
    [
      isRegulated && nation === 'wales',
      'Notices of devolved Welsh authorities follow the Procurement (Wales) Regulations 2024, which were not read: the fields shown are those of the UK Regulations.',
    ],
    [
      buyer === 'utility',
      'A private utility is free of some of these notices and time limits; check each section.',
    ],
    [
      scaling === 'later' && separateReasons,
      'You value the later contract by itself: write the good reasons down (Sch 3 para 4(2)).',
    ],
    [
      valuation.pence === null,
      'The value is not known. An estimate of the most that you may pay can open lighter routes.',
    ],
    [lots === 'unknown', 'Lots are not considered yet: do so before the notice.'],
    [prizesPence > 0, 'Prizes and payments to participants count in the value (Sch 3 para 1(2)(e)).'],
  ]
  return found.filter(([applies]) => applies).map(([, words]) => words)
}

/** What to mind in a competition of the Act. */
export const competitionRisks = (given: Case): string[] => [
  ...(given.answers.whoCould === 'one'
    ? [
        'You know of one supplier only: ask the market before you decide. A direct award for want of alternatives needs evidence that there are none (Sch 5 paras 5 and 6).',
      ]
    : []),
  ...(given.answers.engagement === 'none' && given.answers.novelty !== 'available'
    ? ['You have not talked with the market: what you write may be impossible, or too narrow.']
    : []),
  ...commonRisks(given),
]

/** What to mind in a competition of several rounds. */
export const flexibleRisks = (given: Case): string[] => [
  ...(given.answers.buyer === 'central' || given.isLightTouch
    ? []
    : [
        'Ten days for later tenders hold for suppliers that were assessed against the conditions of participation before they were invited (s.54(5)); for others the usual period applies.',
      ]),
  ...competitionRisks(given),
]
