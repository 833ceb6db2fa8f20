import { formatPence } from '../../../platform/money.ts'
import { budgetPence, textsOf } from '../draft.ts'
import { act, type DraftRule, type Place } from '../rule.ts'
import { likeness, printOf } from '../similar.ts'

// The size of the contract, lots, small firms, and whether somebody else asks the same.

/** From this likeness on two challenges are taken for the same need. */
export const sameNeed = 0.5

/** What rules of fairness share, here and in `times.ts`. */
export const fairness = {
  scope: 'draft',
  family: 'fairness',
  resource: 'who-hears-of-it-and-who-could-share-it',
} as const
export const fairnessRules: DraftRule[] = [
  {
    ...fairness,
    resource: 'course-every-route-the-act-leaves-open',
    id: 'value-above-threshold',
    title: 'This is worth more than a competition below the threshold may be',
    binds: 'always',
    source: act('s.3 and Schedule 1'),
    problem: 'The whole budget reaches the threshold for services.',
    why: 'From there on the whole Act binds: pilot and scale-up count together, with VAT, options and extensions. Only works, concessions and light touch services have higher thresholds.',
    instead:
      'Look at all routes and choose the one that fits; or take out of this contract what you will compete later.',
    costs: { openness: 0, readiness: 15 },
    check: ({ draft, facts: { regime, thresholdPence } }): Place[] => {
      const sum = budgetPence(draft)
      if (regime !== 'below-threshold' || thresholdPence === undefined || sum < thresholdPence) return []
      const [value, least] = [formatPence(sum), formatPence(thresholdPence)]
      const problem = `The budget comes to ${value}, and the threshold for services is ${least}.`
      return [{ field: 'budget.pilotPence', problem }]
    },
    examples: {
      found: [
        {
          draft: { budget: { pilotPence: 40_000_00, pilots: 2, scalePence: 900_000_00 } },
          facts: { regime: 'below-threshold', thresholdPence: 207_720_00 },
        },
      ],
      passed: [
        {
          draft: { budget: { pilotPence: 40_000_00, pilots: 2, scalePence: 90_000_00 } },
          facts: { regime: 'below-threshold', thresholdPence: 207_720_00 },
        },
        {
          draft: { budget: { pilotPence: 400_000_00, pilots: 2, scalePence: null } },
          facts: { regime: 'above-threshold', thresholdPence: 207_720_00 },
        },
      ],
    },
  },
  {
    ...fairness,
    resource: 'what-a-challenge-needs-to-be-answered',
    id: 'no-contact',
    title: 'Nobody is named to ask',
    binds: 'never',
    source: 'Good practice; an enquiry contact belongs in every notice (Procurement Regulations 2024 reg 13)',
    problem: 'There is no contact for questions.',
    why: 'New firms have no number in their telephone to ring.',
    instead: 'Name a role and an address that somebody reads.',
    costs: { openness: 1, readiness: 6 },
    check: ({ draft: { contact } }): Place[] =>
      contact && !contact.name?.trim() && !contact.email?.trim() ? [{ field: 'contact.name' }] : [],
    examples: {
      found: [{ draft: { contact: { name: '', email: '' } } }],
      passed: [{ draft: { contact: { name: 'Care team', email: 'care@example.org' } } }, { draft: {} }],
    },
  },
  {
    ...fairness,
    id: 'lots-not-considered',
    title: 'Lots haven’t been considered',
    binds: 'above',
    source: act('s.18'),
    problem: 'It isn’t said whether this could be divided into lots.',
    why: 'One large contract keeps small firms out that could do a part of it well.',
    instead: 'Divide it by place, by group of people or by task; or write down why one contract is better.',
    costs: { openness: 5, readiness: 8 },
    check: ({ draft: { lots } }): Place[] =>
      lots !== undefined && lots.trim() === '' ? [{ field: 'onFile.lots.decision' }] : [],
    examples: {
      found: [{ draft: { lots: '' } }],
      passed: [{ draft: { lots: 'One contract: the depot is one building.' } }, { draft: {} }],
    },
  },
  {
    ...fairness,
    resource: 'are-small-firms-too-risky',
    id: 'sme-barriers-not-considered',
    title: 'Barriers to small firms haven’t been considered',
    binds: 'always',
    source: act('s.12(4) and s.86'),
    problem: 'It isn’t said what may keep small firms out, and what you did about it.',
    why: 'The law wants you to have regard to it before you ask the market.',
    instead: 'Look at size, time, insurance, forms and payment: write down for each what you changed.',
    costs: { openness: 5, readiness: 8 },
    check: ({ draft: { smeBarriers } }): Place[] =>
      smeBarriers !== undefined && smeBarriers.trim() === '' ? [{ field: 'onFile.smeBarriers' }] : [],
    examples: {
      found: [{ draft: { smeBarriers: ' ' } }],
      passed: [{ draft: { smeBarriers: 'A short first answer; no turnover asked.' } }, { draft: {} }],
    },
  },
  {
    ...fairness,
    id: 'duplicate',
    family: 'fairness',
    title: 'Somebody asks nearly the same',
    binds: 'never',
    source:
      'Good practice: one challenge of several authorities is worth more to suppliers than several of one each',
    problem: 'An open challenge elsewhere is much like this one.',
    why: 'Suppliers would answer twice, and each authority would have half of what both could have.',
    instead: 'Say there that you have this problem too, or ask to join it.',
    costs: { openness: 2, readiness: 4 },
    check: ({ draft, facts: { open = [] } }) => {
      if (open.length === 0) return []
      const own = printOf(
        textsOf(draft)
          .map(({ text }) => text)
          .join('\n'),
      )
      return open
        .map((other) => ({ other, like: likeness(own, printOf(`${other.title}\n${other.text}`)) }))
        .filter(({ like }) => like >= sameNeed)
        .sort((a, b) => b.like - a.like)
        .slice(0, 3)
        .map(
          ({ other }): Place => ({
            field: 'title',
            problem: `“${other.title}” of ${other.authority} is open and much like this one.`,
            link: `/challenges/${other.id}`,
          }),
        )
    },
    examples: {
      found: [
        {
          draft: { text: sameText() },
          facts: { open: [{ id: 'c1', title: 'Fewer falls', authority: 'Exampleshire', text: sameText() }] },
        },
      ],
      passed: [
        {
          draft: { text: sameText() },
          facts: {
            open: [
              {
                id: 'c1',
                title: 'Potholes',
                authority: 'Exampleshire',
                text: 'Holes in rural roads stay open for weeks after frost, and cyclists swerve around them into the traffic of the lane.',
              },
            ],
          },
        },
      ],
    },
  },
]

function sameText(): string {
  return 'Tenants of sheltered housing fall at night and lie for hours before anybody knows, because alarms must be pressed and pendants hang on the door.'
}
