import { isPriceCriterion } from '../price-criterion.ts'
import { act, type DraftRule, type Place } from '../rule.ts'
import { mostPriceShare } from './judging.ts'

// The table of criteria: weights that come to 100, words that say what earns points, and price in its place.

/** Whether the words of a criterion say nothing that two people would score alike. */
const saysNothing = (title: string, description: string): boolean =>
  description.trim().length < 25 && !/\d/.test(description) && title.trim() !== ''

const judging = { family: 'judging', resource: 'must-we-take-the-lowest-price' } as const

export const criteriaRules: DraftRule[] = [
  {
    ...judging,
    id: 'criteria-unweighted',
    scope: 'draft',
    title: 'The criteria don’t add up',
    binds: 'above',
    source: act('s.23(3) and (5)'),
    problem: 'Criteria are missing, have no weight, or their weights don’t come to 100.',
    why: 'Suppliers must be able to see what counts for how much.',
    instead: 'Give each criterion a weight; together they must come to 100.',
    costs: { openness: 0, readiness: 12 },
    check: ({ draft: { criteria } }) => {
      if (!criteria) return []
      if (criteria.length === 0) return [{ field: 'criteria', problem: 'No criteria are named.' }]
      const missing = criteria.findIndex(({ weight }) => typeof weight !== 'number')
      if (missing >= 0)
        return [
          { field: `criteria.${missing}.weight`, problem: `“${nameOf(criteria[missing])}” has no weight.` },
        ]
      const sum = criteria.reduce((all, { weight }) => all + (weight ?? 0), 0)
      return sum === 100 ? [] : [{ field: 'criteria', problem: `The weights come to ${sum}, not to 100.` }]
    },
    examples: {
      found: [
        {
          draft: {
            criteria: [
              { title: 'Reach', weight: 50 },
              { title: 'Plan', weight: 40 },
            ],
          },
        },
        { draft: { criteria: [{ title: 'Reach', weight: null }] } },
      ],
      passed: [
        {
          draft: {
            criteria: [
              { title: 'Reach', weight: 60 },
              { title: 'Plan', weight: 40 },
            ],
          },
        },
        { draft: { text: 'We want safer roads.' } },
      ],
    },
  },
  {
    ...judging,
    id: 'criteria-unexplained',
    scope: 'draft',
    title: 'A criterion isn’t explained',
    binds: 'above',
    source: act('s.23(2)'),
    problem: 'A criterion says nothing of what earns its points.',
    why: 'Two people who score must come to the same figure, and a supplier must be able to foresee it.',
    instead: 'Add what you look for, and what a full score has that a middling one lacks.',
    costs: { openness: 3, readiness: 6 },
    check: ({ draft: { criteria = [] } }) =>
      criteria.flatMap(({ title, description = '' }, i): Place[] =>
        saysNothing(title, description)
          ? [
              {
                field: `criteria.${i}.description`,
                problem: `“${title.slice(0, 60)}” says nothing of what earns its points.`,
              },
            ]
          : [],
      ),
    examples: {
      found: [{ draft: { criteria: [{ title: 'Quality', description: '', weight: 100 }] } }],
      passed: [
        {
          draft: {
            criteria: [
              {
                title: 'Likelihood of reaching the outcomes',
                description: 'The evidence that it works, and for whom it has worked.',
                weight: 100,
              },
            ],
          },
        },
      ],
    },
  },
  {
    ...judging,
    id: 'price-share',
    scope: 'draft',
    title: 'Price decides',
    binds: 'never',
    source: `${act('s.12(1) and s.19')}: value for money and the most advantageous tender aren’t the lowest price`,
    problem: `Price weighs ${mostPriceShare}% or more.`,
    why: 'An idea that saves more than it costs loses to the cheapest copy of today’s answer.',
    instead: 'Weigh what it does for the outcome first; count costs over its whole life, at 30 to 40%.',
    costs: { openness: 15, readiness: 0 },
    check: ({ draft: { criteria = [] } }) =>
      criteria.flatMap(({ title, weight }, i): Place[] =>
        isPriceCriterion(title) && (weight ?? 0) >= mostPriceShare
          ? [{ field: `criteria.${i}.weight`, problem: `Price weighs ${weight}% of the score.` }]
          : [],
      ),
    examples: {
      found: [
        {
          draft: {
            criteria: [
              { title: 'Price', weight: 70 },
              { title: 'Quality', weight: 30 },
            ],
          },
        },
      ],
      passed: [
        {
          draft: {
            criteria: [
              { title: 'Price', weight: 30 },
              { title: 'Effect', weight: 70 },
            ],
          },
        },
      ],
    },
  },
]

const nameOf = (criterion: { title: string } | undefined): string =>
  criterion?.title.slice(0, 60) || 'A criterion'
