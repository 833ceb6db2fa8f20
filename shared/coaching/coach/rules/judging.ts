import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import { act, type SentenceRule } from '../rule.ts'
import { sharesIn, spanning } from '../vocabulary.ts'

// How the winner is found: by what can be measured, and not by price alone.

/** From this share on price decides, whatever else is said. */
export const mostPriceShare = 60

const advantageous = phraseBook(
  'most economically advantageous|most advantageous offer|most advantageous offering|most advantageous tender|most advantageous tenders|economically most advantageous',
)
const priceAlone = phraseBook(
  'price only|price alone|lowest price|solely on price|lowest cost|100 % price|price 100 %|price : 100 %',
)
const judged = phraseBook(
  'evaluated|evaluation|assessed|judged|awarded on|awarded based|award will be based|award criteria|award criterion|criteria|scored|weighting|weightings|selected on|decided on|contract will be awarded|be awarded to',
)
const vague = phraseBook(
  'on quality|quality of response|quality of responses|quality of submission|quality and price|price and quality|quality and cost|cost and quality|value for money|best value|best fit|best overall|on their submitted|suitably qualified|experienced and reputable|reputation|technical merit|best meets|offers the best|most suitable|highest quality|overall quality|quality of their|quality submission|quality of the submission|quality of the response',
)
const selection = phraseBook(
  'selection criteria|qualification criteria|exclusion criteria|eligibility criteria|selection questionnaire|quality assurance|quality criteria',
)
const elsewhere = phraseBook(
  'can be found in|found in|outlined in|in the procurement documents|in the tender documents|in the tender documentation|in the itt|in the invitation to tender|in the documents|in the documentation|stated in|set out in|within the tender|within the itt|as detailed in|in the specification|in the request for quotation|see the attached|specified in|as per tender|as per the tender|as defined within|as defined in|detailed in|detailed within|contained in|contained within|available in|described in|published in|stated within|included in|as per the itt|as per the documents|as described in',
)
const awardCriteria = phraseBook(
  'award criteria|award criterion|evaluation criteria|scoring criteria|scoring methodology|the criteria are|criteria stated|evaluation process|evaluation methodology|price is not the only|quality criterion as|technical criteria as|technical criterion as|quality criteria as|bids will be evaluated|bids were evaluated|tenders will be evaluated|tenders were evaluated|submissions will be evaluated|responses will be evaluated|evaluated in accordance with|assessed in accordance with|criteria and weightings|weightings',
)
const weighable = new Set(
  'quality technical commercial price cost costs social method qualitative service environmental sustainability experience methodology presentation interview capability delivery'.split(
    ' ',
  ),
)
/** What is weighed follows: `awarded on the basis of`, `assessed on`. */
const basis = phraseBook(
  'on the basis of|based on|based upon|evaluated on|assessed on|judged on|scored on|selected on|selected for|awarded on|evaluated for|assessed for|evaluated in terms of|according to',
)
const softWords = phraseBook(
  'quality|experience|expertise|suitability|capability|competence|ability|merit|merits|reputation|value|understanding|fit|price and quality|cost and quality|best offer|best price quality ratio|best price-quality ratio|quality / price|price / quality|price and technical',
)
/** `assessed on their experience and quality`: a ground of choice that two people would see differently. */
const softBasis = (sentence: Sentence): Match[] =>
  find(sentence, basis).flatMap((ground) => {
    const soft = find(sentence, softWords).find(
      ({ first }) => first > ground.last && first <= ground.last + 5,
    )
    return soft && near(sentence, ground, judged, 8, 0) ? [spanning(ground, soft)] : []
  })
/** `MEAT`, and not what a canteen buys. */
const meat = (sentence: Sentence): Match[] =>
  sentence.tokens.flatMap(({ text }, at) =>
    text === 'MEAT' && has(sentence, judged) ? [{ first: at, last: at }] : [],
  )

/** `a value for money evaluation` is what is bought. */
const study = phraseBook('evaluation of|assessment of|study|review|analysis|evaluation')
const measured = phraseBook(
  'measured by|measured as|scored from|scored 0|how well|number of|per cent of|points for|demonstrated by|evidence of',
)

function findVague(sentence: Sentence): Match[] {
  if (has(sentence, measured)) return []
  const byPrice = has(sentence, priceAlone)
  const found = byPrice ? [] : find(sentence, advantageous)
  const unexplained = find(sentence, awardCriteria).filter(
    (match) => near(sentence, match, elsewhere, 4, 20) && !has(sentence, selection),
  )
  const soft = has(sentence, selection)
    ? []
    : [
        ...find(sentence, vague).filter(
          (match) => near(sentence, match, judged, 10, 6) && !near(sentence, match, study, 0, 1),
        ),
        ...(byPrice ? [] : softBasis(sentence)),
      ]
  return firstOnly([...found, ...meat(sentence), ...unexplained, ...soft, ...weightsAlone(sentence)])
}
const firstOnly = (matches: Match[]): Match[] => [...matches].sort((a, b) => a.first - b.first).slice(0, 1)

/** `Quality 40 %, price 60 %`: two weights and not a word of what earns them. */
function weightsAlone(sentence: Sentence): Match[] {
  const shares = sharesIn(sentence).filter(({ at }) => weighedBy(sentence, at) !== null)
  const names = shares.map(({ at }) => weighedBy(sentence, at))
  const isMixed = names.some((name) => name !== 'price' && name !== 'cost' && name !== 'costs')
  const [first, ...more] = shares
  if (!first || !isMixed || (more.length === 0 && !has(sentence, judged))) return []
  return [{ first: first.at, last: (more.at(-1) ?? first).at + 1 }]
}

/** What a share weighs: the word before it, or right after it. */
function weighedBy(sentence: Sentence, at: number): string | null {
  const candidates = [1, 2, 3].map((back) => tokenAt(sentence, at - back).lower)
  const after = [2, 3, 4].map((on) => tokenAt(sentence, at + on).lower)
  return [...candidates, ...after].find((word) => weighable.has(word)) ?? null
}

const price = phraseBook('price|cost|costs|pricing|price only|commercial')
const cheapest = phraseBook(
  'lowest price|lowest priced|lowest cost|lowest quote|lowest quotation|lowest tender|cheapest|price only|price alone|solely on price|solely on cost|purely on price|based on price|lowest bid',
)
const notBound = phraseBook('not bind|not bound|not necessarily|not obliged|no obligation|does not undertake')
const fullCost = phraseBook(
  'full economic cost|full economic costs|costs of the project|project costs|of the cost|of costs|of your costs|of the costs|economic cost',
)

function findPrice(sentence: Sentence): Match[] {
  if (has(sentence, notBound) || has(sentence, fullCost)) return []
  const weighed = sharesIn(sentence)
    .filter(({ share }) => share >= mostPriceShare && share <= 100)
    .flatMap(({ at }) => {
      const named = find(sentence, price).find((match) => match.first >= at - 4 && match.first <= at + 4)
      return named && nearestWeight(sentence, at) ? [spanning(named, { first: at, last: at + 1 })] : []
    })
  return firstOnly([...weighed, ...find(sentence, cheapest)])
}

/** Of the words that are weighed, the nearest to the share is price. */
function nearestWeight(sentence: Sentence, at: number): boolean {
  for (const step of [-1, 2, -2, 3, -3, 4, -4]) {
    const { lower } = tokenAt(sentence, at + step)
    if (lower === '%' || lower === ',') continue
    if (weighable.has(lower)) return /^(price|costs?|commercial)$/.test(lower)
  }
  return find(sentence, price).some(({ first }) => Math.abs(first - at) <= 4)
}

const judging = { family: 'judging', resource: 'must-we-take-the-lowest-price' } as const

export const judgingSentenceRules: SentenceRule[] = [
  {
    ...judging,
    id: 'criteria-vague',
    scope: 'sentence',
    title: 'Nobody can tell what wins',
    binds: 'above',
    source: act('s.23(2)'),
    problem: 'What decides the award can’t be measured, or isn’t explained.',
    why: 'A criterion must be clear, measurable and specific; where it isn’t, firms guess, and the known ones guess best.',
    instead: 'Say for each criterion what you look for, what earns how many points, and its weight.',
    costs: { openness: 5, readiness: 8 },
    notIn: ['title', 'problem', 'context', 'whoHasIt'],
    find: findVague,
    examples: {
      found: [
        'The contract is awarded to the most economically advantageous tender.',
        'Quality 40 %, price 60 %.',
        'Award criteria are stated in the tender documents.',
        'Responses will be assessed on quality of response.',
        'Bids will be assessed on experience and capability.',
        'Quality criterion as per tender documents.',
        'Tenders will be evaluated as described in the invitation.',
      ],
      passed: [
        'Selection criteria as stated in the documents.',
        'Quality is scored from 0 to 5: 5 for a plan with named risks.',
        'Suitably experienced contractors are invited.',
        'The lowest price wins.',
        'The survey is based on the quality of rivers.',
        'Meat is bought daily.',
      ],
    },
  },
  {
    ...judging,
    id: 'price-dominant',
    scope: 'sentence',
    title: 'Price decides',
    binds: 'never',
    source: `${act('s.12(1) and s.19')}: value for money and the most advantageous tender aren’t the lowest price`,
    problem: `Price decides alone, or weighs ${mostPriceShare}% or more.`,
    why: 'An idea that saves more than it costs loses to the cheapest copy of today’s answer.',
    instead: 'Weigh what it does for the outcome first; count costs over its whole life, at 30 to 40%.',
    costs: { openness: 15, readiness: 0 },
    notIn: ['title', 'problem', 'context', 'whoHasIt'],
    find: findPrice,
    examples: {
      found: [
        'Price 60%, quality 40%.',
        'The lowest price wins.',
        'The award is based on 100% price.',
        'Evaluation is on price alone.',
      ],
      passed: [
        'Quality 60%, price 40%.',
        'The council is not bound to accept the lowest tender.',
        'We fund 80% of the full economic cost.',
      ],
    },
  },
]
