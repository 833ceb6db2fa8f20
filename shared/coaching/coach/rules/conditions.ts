import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { act, type SentenceRule } from '../rule.ts'
import { apart, isAfter, requiring } from '../vocabulary.ts'
import { findTurnover } from './floors.ts'
import { findAccounts, findInsurance } from './standing.ts'
import { findWorked } from './past-work.ts'
import { findSlowPayment } from './payment.ts'

// What a firm must have been or have before anybody reads its idea.

const spans = new Set('year years month months yr yrs'.split(' '))
const experience = phraseBook(
  'experience|experienced|track record|in business|trading|established|post-qualification|post qualification|postdoctoral|working in|working outside|of practice|working with',
)
const past = phraseBook('last|past|previous|preceding|recent')
const samples = phraseBook(
  'example|examples|case study|case studies|reference|references|referees|similar|contract examples|previous contracts|contracts carried out|relevant contracts|projects|relevant projects|carried out|experience|delivered|undertaken|services provided',
)
const sampleNouns = phraseBook(
  'examples|example|case studies|case study|references|referees|reference sites|previous contracts|similar contracts|similar projects|relevant contracts|relevant projects',
)
const asked = phraseBook(
  'provide|submit|demonstrate|give|required|must|shall|should|detail|evidence|show|include|minimum|at least|supply|describe|need to',
)
const money = phraseBook('accounts|turnover|ratio|ratios|financial|insurance|profit|scheme')
const upTo = phraseBook('maximum of|up to|no more than|a maximum|maximum')

/** A number of years: where it begins, and where the word for years stands. */
function yearsIn(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    if (numberOf(tokenAt(sentence, at)) === null) continue
    for (let unit = at + 1; unit <= at + 5; unit += 1) {
      if (/^[()-]$/.test(tokenAt(sentence, unit).text) || numberOf(tokenAt(sentence, unit)) !== null) continue
      if (isYears(tokenAt(sentence, unit).lower)) found.push({ first: at, last: unit })
      break
    }
  }
  return found
}
const isYears = (word: string): boolean => spans.has(word.split("'")[0] ?? '')

function findExperience(sentence: Sentence): Match[] {
  const years = yearsIn(sentence)
  const long = years.filter(
    (match) =>
      near(sentence, match, experience, 8, 6) &&
      (has(sentence, asked) || has(sentence, requiring)) &&
      !near(sentence, match, contractTerm, 3, 3) &&
      (!has(sentence, money) || near(sentence, match, plainExperience, 8, 6)),
  )
  // `with 10 years of experience`, in a sentence that buys.
  const owned = years.filter(
    (match) =>
      isAfter(sentence, match.first, withWord, 1) &&
      near(sentence, match, plainExperience, 0, 2) &&
      has(sentence, buys),
  )
  const since = find(sentence, sinceWhen).filter(
    ({ last }) => (numberOf(tokenAt(sentence, last + 1)) ?? 0) > 1950 && has(sentence, essential),
  )
  const young = years.filter(
    (match) => near(sentence, match, doctorate, 3, 6) && near(sentence, match, within, 3, 2),
  )
  const recent = years.filter(
    (match) =>
      isAfter(sentence, match.first, past, 2) &&
      has(sentence, samples) &&
      has(sentence, asked) &&
      !has(sentence, money),
  )
  const counted = find(sentence, sampleNouns).flatMap((match) => countBefore(sentence, match))
  return apart([...long, ...owned, ...since, ...young, ...recent, ...(has(sentence, asked) ? counted : [])])
}
const withWord = phraseBook('with')
const buys = phraseBook('buy|buying|purchase|procure|need|want|require|requires|seek|looking for')
const sinceWhen = phraseBook('experience since|trading since|in business since|established since')
const essential = phraseBook('essential|required|must|need|needs|mandatory|minimum')
const plainExperience = phraseBook('experience|experienced')
const doctorate = phraseBook('phd|doctorate')
const within = phraseBook('within|of completing|of receiving|of your|since')
const contractTerm = phraseBook(
  'contract period|contract term|period of|duration|term of|programme|project|extension|over a',
)

/** `two relevant examples`; `a maximum of three examples` asks for nothing. */
function countBefore(sentence: Sentence, match: Match): Match[] {
  for (let at = match.first - 1; at >= match.first - 3 && at >= 0; at -= 1) {
    const value = numberOf(tokenAt(sentence, at))
    if (value === null) continue
    return value < 20 && !isAfter(sentence, at, upTo, 2) && tokenAt(sentence, at - 1).kind !== 'number'
      ? [{ first: at, last: match.last }]
      : []
  }
  return []
}

/** Only past work can be asked for in another way; a seat nearby can't. */
const similarWork = (quote: string): string | null =>
  /^(?:experience|track record)/i.test(quote) ? 'experience of similar work, whoever it was for' : null

const conditions = { scope: 'sentence', family: 'conditions', binds: 'above' } as const
const notWhereDescribed = ['title', 'context', 'whoHasIt', 'dataAvailable'] as const
const below = {
  source: act('s.85(1)'),
  why: 'Below the threshold nobody may be kept from responding for what they are or have; you can weigh it when you judge (s.85(1); larger works contracts apart, s.85(3)).',
}

export const conditionRules: SentenceRule[] = [
  {
    ...conditions,
    id: 'experience-years',
    title: 'This counts years or contracts',
    source: act('s.22(1) and (5)'),
    problem: 'Years of experience or a number of past contracts are demanded.',
    why: 'Young firms are shut out before anybody reads their idea; a condition must be in proportion to the contract.',
    below,
    instead: 'Ask for one place where it worked, of any age, or for a test.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 10, readiness: 2 },
    notIn: notWhereDescribed,
    find: findExperience,
    examples: {
      found: [
        'Bidders must have at least five years of experience.',
        'Provide two examples of similar services delivered in the last three years.',
        'Please provide two relevant examples of delivering such services.',
        'The supplier must have ten years’ experience.',
        'We want to buy 200 cameras from a firm with 10 years of experience.',
        'Experience since 2015 is essential.',
      ],
      passed: [
        'An experienced contractor is wanted.',
        'The contract is for three years.',
        'Send accounts for the last two years.',
        'A maximum of three examples may be sent.',
      ],
    },
  },
  {
    ...conditions,
    id: 'turnover-floor',
    title: 'This sets a financial floor',
    source: act('s.22(1) and (5)'),
    problem: 'A minimum turnover, a ratio or a score decides who may answer.',
    why: 'Small and new firms fail it whatever they can do.',
    below,
    instead: 'Ask for what shows that this contract is safe with them: a plan of its cash, or a guarantee.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 10, readiness: 2 },
    notIn: notWhereDescribed,
    find: findTurnover,
    examples: {
      found: [
        'Bidders must have a minimum turnover of £400,000.',
        'A current ratio of less than 1.1 fails.',
        'Suppliers must satisfy minimum standards of financial standing.',
        'A credit score below 30 is not accepted.',
        'Annual turnover shall be double the value of the contract.',
        'Liquidity, gearing and profitability will be assessed, and a bidder who fails two is excluded.',
        'Bidders must demonstrate sufficient financial capacity.',
        'A guarantee from the parent company is required.',
        'Net assets must be positive.',
        'We want a firm with a turnover of 5 million.',
      ],
      passed: [
        'State your turnover.',
        'A credit check will be made.',
        'The ratio is technical 75% and commercial 25%.',
        'Acid Test Ratio',
        'Keep staff turnover below 10%.',
        'One adult to four children is the minimum ratio.',
      ],
    },
  },
  {
    ...conditions,
    id: 'audited-accounts',
    title: 'This asks for accounts',
    source: act('s.22(3)(a)'),
    problem: 'Accounts are asked for, which new firms don’t have, and small ones needn’t have audited.',
    why: 'The law doesn’t let a condition demand audited accounts of those who needn’t have them.',
    instead: 'Say that other proof of financial standing will do as well, such as a letter of the bank.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 8, readiness: 4 },
    notIn: notWhereDescribed,
    find: findAccounts,
    opening: '(or other proof of financial standing)',
    examples: {
      found: [
        'Provide audited accounts for the last two years.',
        'Annual accounts - if available',
        'Bidders shall send three years’ accounts.',
      ],
      passed: [
        'Each school has two user accounts.',
        'The preparation of the council’s accounts.',
        'Take local needs into account.',
        'The accounts payable team pays in 30 days.',
      ],
    },
  },
  {
    ...conditions,
    id: 'insurance-before-award',
    title: 'This wants insurance too early',
    source: act('s.22(3)(b)'),
    problem: 'Insurance is demanded without saying that it is enough to have it when the contract starts.',
    why: 'A small firm would have to pay for cover that it needs only if it wins.',
    instead: 'Say that the winner can take it out by the start of the contract.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 6, readiness: 4 },
    notIn: notWhereDescribed,
    find: findInsurance,
    rewrite: (quote) => `${quote} (to be in place by the start of the contract)`,
    examples: {
      found: [
        'Bidders must hold public liability insurance of £5m.',
        'Professional Indemnity Insurance = 2 Million GBP',
        'Employer’s liability of £10m is required.',
      ],
      passed: [
        'Bidders hold, or commit to obtain before the contract starts, insurance of £5m.',
        'An insurance broker is wanted.',
        'Cover is kept up throughout the contract by insurance of £5m.',
      ],
    },
  },
  {
    ...conditions,
    id: 'worked-for-us',
    title: 'This wants the same customers or place',
    source: act('s.22(1) and (4)'),
    below,
    problem: 'Past work for an authority or the public sector is demanded, or a seat nearby.',
    why: 'Firms that solved the same problem for others are shut out. A condition must be a proportionate means of making sure that a firm is able, and may not demand a contract with a certain authority.',
    instead: 'Ask for similar work, whoever it was for.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 10, readiness: 3 },
    notIn: notWhereDescribed,
    find: findWorked,
    rewrite: similarWork,
    examples: {
      found: [
        'Experience of working with local authorities is essential.',
        'Firms must be based within the borough.',
        'You have previously worked for the council.',
        'Contractors with a track record, preferably in the public sector, are invited.',
        'The contractor must have a depot within the county.',
        'Your previous award must have ended.',
        'Only SMEs based in Lancashire may bid.',
      ],
      passed: [
        'We wish to encourage local firms.',
        'You must be based at a UK research organisation.',
        'The council works with local authorities nearby.',
        'You must not have held an earlier fellowship.',
        'The road is located within the borough.',
      ],
    },
  },
  {
    ...conditions,
    id: 'slow-payment',
    binds: 'always',
    title: 'This pays too late',
    source: act('s.68(2)'),
    below: { source: act('s.88(2)'), why: '' },
    problem: 'A time for payment of more than 30 days is named.',
    why: 'The law puts 30 days into the contract, whatever it says (s.68; below the threshold s.88), and a small firm lives by being paid in time.',
    instead: 'Say that invoices are paid within 30 days, and sooner if you can.',
    resource: 'are-small-firms-too-risky',
    costs: { openness: 4, readiness: 6 },
    find: findSlowPayment,
    examples: {
      found: ['We will pay on 60 day terms.', 'Invoices are paid within 45 days.', 'Payment terms: 90 days.'],
      passed: [
        'Invoices are paid within 30 days.',
        'The council pays within 10 days.',
        'Payment is due for 60 days of work.',
        'Respond within 60 days.',
      ],
    },
  },
]
