import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import { act, type SentenceRule } from '../rule.ts'
import { isAfter, oneEach } from '../vocabulary.ts'
import { findDesigns } from './designs.ts'
import { findInputs } from './inputs.ts'
import { findSolutions } from './solutions.ts'

// What is asked for is the way there, not the result.

const onlyOne = phraseBook(
  'only supplier able|only supplier who|only supplier that|only supplier capable|only provider able|only provider who|only provider that|only company able|only company who|only company that|only firm able|only firm who|only firm that|only contractor able|only organisation able|only organisation that|the only supplier|the only provider|only one supplier|only one provider|only one firm',
  'sole source|sole supplier|sole manufacturer|sole distributor|sole rights|exclusive rights|exclusive distributor|exclusive right|no other supplier|no other provider|no alternative supplier|absence of competition',
  'competition is absent|intends to award a contract to|intend to award a contract to|intends to award the contract to|intends to award directly to|protection of exclusive|unique supplier|proprietary rights|genuine parts only|original manufacturer parts|only be provided by|only be supplied by|can only be provided by|can only be supplied by|can only be delivered by|can only be carried out by|oem parts|only the manufacturer|only the original|only the maker|only the incumbent|only the existing supplier|only the current supplier|only available from|only be obtained from|only be purchased from|exclusively available from|exclusively supplied by|exclusively by the manufacturer|by the original manufacturer|from the original manufacturer|by the original equipment manufacturer|original equipment manufacturer parts|no reasonable alternative|no other company|no other firm|no other organisation|no other contractor',
)
/** `to Acme Ltd`, not `to the tenderer` or `to one supplier`. */
const namesFirm = (sentence: Sentence, at: number): boolean => /^\p{Lu}/u.test(tokenAt(sentence, at).text)
const negated = phraseBook('not|no|never')
const ownModule = phraseBook('module|modules|upgrade|add-on|extension of')
const intoExisting = phraseBook(
  'into the existing|of the existing|to the existing|for the existing|to our existing|into our existing',
)

const oneOf = phraseBook(
  'supplier|provider|company|firm|contractor|manufacturer|distributor|organisation|vendor|reseller|agent|source',
)
const alone = phraseBook('only|sole|unique|exclusive')
const ableTo = phraseBook('able|capable|who|that|which|with|in the|for|of|authorised|qualified')
/** `the only UK supplier able to`; `only suppliers who` are many. */
const singular = (sentence: Sentence): Match[] =>
  find(sentence, oneOf).flatMap((match) => {
    const only = find(sentence, alone).find(({ first }) => first < match.first && first >= match.first - 3)
    return only &&
      near(sentence, match, ableTo, 0, 1) &&
      /^(?:the|is|are|as|their)$/.test(tokenAt(sentence, only.first - 1).lower)
      ? [{ first: only.first, last: match.last }]
      : []
  })

function findOneFirm(sentence: Sentence): Match[] {
  const extended = find(sentence, intoExisting).filter(
    ({ last }) => has(sentence, ownModule) && /^\p{Lu}/u.test(tokenAt(sentence, last + 1).text),
  )
  const only = [...find(sentence, onlyOne), ...singular(sentence)].filter(
    ({ first, last }) =>
      !isAfter(sentence, first, negated, 3) &&
      (tokenAt(sentence, last).lower !== 'to' || namesFirm(sentence, last + 1)),
  )
  return oneEach([...only, ...extended])
}

const described = ['title', 'context', 'dataAvailable', 'assessmentMethod'] as const

export const requirementRules: SentenceRule[] = [
  {
    id: 'solution-named',
    scope: 'sentence',
    family: 'requirements',
    title: 'This names a solution',
    binds: 'above',
    source: act('s.56(2)'),
    problem: 'A technology or a way of doing it is demanded where a result could be.',
    why: 'Only those who sell that answer can respond, and a better one is never offered.',
    instead: 'Say what must be different for whom, by how much, and leave the way there open.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 12, readiness: 0 },
    notIn: described,
    find: findSolutions,
    opening: '(or another way to the same result)',
    examples: {
      found: [
        'The supplier shall provide a cloud-hosted chatbot for housing enquiries.',
        'A web portal must be provided for tenants.',
        'The council requires a cloud-based case management system.',
        'We need 40 sensors installed at junctions, so that crossing is safer.',
        'The system must identify vehicles using number plate recognition.',
        'We are looking to procure a new case management system.',
        'The council requires a digital tool for parents.',
      ],
      passed: [
        'The Council seeks a solution for asset management.',
        'Supply of road salt.',
        'Our existing web portal is used by 4,000 tenants.',
        'Tenders must be submitted through the e-tendering portal.',
        'We fund research projects that use machine learning.',
        'Supply of library management software.',
        'Bidders must have a quality management system.',
        'The contractor shall maintain the door entry system.',
        'The supplier must have access to the case management system.',
        'We want a heating system that costs less to run.',
      ],
    },
  },
  {
    id: 'design-described',
    scope: 'sentence',
    family: 'requirements',
    title: 'This describes a design',
    binds: 'above',
    source: act('s.56(2)'),
    problem: 'Dimensions, materials or another property of a design are prescribed.',
    why: 'What performs as well in another form is shut out.',
    instead: 'Say what it must do, how well, and for how long.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 8, readiness: 0 },
    notIn: described,
    find: findDesigns,
    opening: '(or what performs as well)',
    examples: {
      found: [
        'Supply of one 7.5 tonne tipper.',
        'One 16 seat minibus.',
        'Install galvanised steel railings along the river.',
        'Supply of 3 x electric vans.',
        'The barrier must be 1.2 metres high.',
      ],
      passed: [
        'Delivery of 2,000 tonnes of road salt.',
        'The road is 3 miles long.',
        'The contract is worth £5m.',
        'Advice on an electric vehicle charging strategy.',
      ],
    },
  },
  {
    id: 'input-specified',
    scope: 'sentence',
    family: 'requirements',
    title: 'This prescribes the input',
    binds: 'above',
    source: act('s.56(2)'),
    problem: 'Staff, hours, visits or how often something is done are prescribed, not what comes of it.',
    why: 'Nobody can offer the same result with less work.',
    instead: 'Say what must hold at any time, and how you will know.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 6, readiness: 0 },
    notIn: described,
    find: findInputs,
    examples: {
      found: [
        'The contractor shall make quarterly inspections of all lifts.',
        'Support is given for 20 hours a week.',
        'The service must have two full-time officers.',
        'A minimum of two staff during the day.',
        'Bins are emptied three times a week.',
        'Reports must be submitted every two months.',
        'The supplier shall attend at least four workshops.',
        'A round-the-clock service is required.',
        'Each site is inspected monthly.',
      ],
      passed: [
        'The contract runs for 36 months.',
        'Completion within 30 working days.',
        'Up to twelve sessions are offered to each child.',
        'We will appoint four suppliers to the framework.',
        'The library has 12 staff.',
        'The fund opens twice a year.',
        'The contract may be extended on an annual basis.',
        'The annual turnover is stated.',
      ],
    },
  },
  {
    id: 'one-firm',
    scope: 'sentence',
    family: 'requirements',
    title: 'Only one firm can meet this',
    binds: 'above',
    source: act('s.20 and s.56'),
    problem: 'This can likely be met by one firm only.',
    why: 'It is no competition, and the law wants a ground for a direct award (s.41, Schedule 5).',
    instead:
      'Say what must work together with what you have, by which open interface, and who will give access to it.',
    resource: 'must-we-specify-the-solution',
    costs: { openness: 15, readiness: 4 },
    notIn: ['context', 'dataAvailable'],
    find: findOneFirm,
    examples: {
      found: [
        'Acme is the only supplier able to maintain the system.',
        'The parts can only be supplied by the manufacturer.',
        'Acme is the only UK distributor of the scanner.',
        'The University intends to award a contract to Acme Ltd.',
      ],
      passed: [
        'A single provider will be appointed.',
        'Only suppliers who are on the framework may bid.',
        'It must exchange data with our housing system.',
        'The Council intends to award a contract in May.',
      ],
    },
  },
]
