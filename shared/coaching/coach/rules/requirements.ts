import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { act, type SentenceRule } from '../rule.ts'
import {
  demanding,
  existing,
  funding,
  isAfter,
  oneEach,
  replying,
  requiring,
  thingAround,
} from '../vocabulary.ts'
import { findDesigns } from './designs.ts'

// What is asked for is the way there, not the result.

const technology = phraseBook(
  'cloud hosted|cloud-hosted|cloud based|cloud-based|cloud native|cloud solution|cloud platform|cloud system|cloud software',
  'saas|software as a service|software-as-a-service|web based|web-based|web portal|online portal|data portal|customer portal|self-service portal|self service portal|a portal|user portal',
  'mobile app|mobile apps|mobile application|smartphone app|app|apps|chatbot|chatbots|chat bot|virtual assistant|blockchain|distributed ledger',
  'ai powered|ai-powered|ai based|ai-based|ai solution|artificial intelligence|machine learning|on-premise|on premise|on-premises|off-premise|off-premises|server based',
  'hosted solution|hosted system|hosted service|hosted platform|hosted software|fully hosted|internet of things|iot|sensor|sensors|drone|drones|robot|robots|robotic',
  'digital twin|digital platform|online platform|online system|digital solution|digital system|digital ordering|electronic system|computerised system|dashboard|dashboards|api|apis',
  'relational database|hardware and software|hardware and operating software|operating software|proprietary product|rfid|biometric*|facial recognition|number plate recognition',
  'software solution|software package|software system|software that will|ict system|it system|learning management system|car park management system|content management system|document management system|information system|compliance platform|learning platform|learning experience platform|software platform|platform which|platform that|database|management information system|booking system',
  'real time signage|real-time signage|digital signage|workflow solution|traction lift|smart meters|video interviews|automated video|wearables|wearable devices|smart watches|telematics|touch screen|touchscreen',
)
const modelOfDelivery = phraseBook('model of delivery|delivery model|model of service|service model')
const willBe = phraseBook('will be|must be|shall be|should be')
const systemIs = phraseBook(
  'system should|system must|system shall|software should|software must|software shall|solution should|solution must|solution shall|platform should|platform must|platform shall|application must|application should',
)
const byMeans = phraseBook('using|via|by means of|through the use of')

function findSolutions(sentence: Sentence): Match[] {
  if ((has(sentence, funding) || has(sentence, developing)) && !has(sentence, requiring)) return []
  const named = find(sentence, technology)
    .filter(
      (match) => !isAfter(sentence, match.first, existing, 3) && !isAfter(sentence, match.first, nowUsed, 30),
    )
    .filter((match) => !(isPortal(sentence, match) && has(sentence, replying)))
    .filter((match) => near(sentence, match, demanding, 30, 12))
    .map((match) => thingAround(sentence, match, 3, 3))
  const packages = find(sentence, software)
    .filter(
      (match) => isAfter(sentence, match.first, buying, 8) && !isAfter(sentence, match.first, ownSoftware, 2),
    )
    .filter((match) => !isAfter(sentence, match.first, existing, 4))
    .map((match) => thingAround(sentence, match, 3, 1))
  const models = find(sentence, modelOfDelivery).filter((match) => near(sentence, match, willBe, 12, 4))
  const means = find(sentence, systemIs).filter((match) => near(sentence, match, byMeans, 0, 25))
  return oneEach([...named, ...packages, ...models, ...means])
}

const software = phraseBook('software')
const buying = phraseBook(
  'procure|procuring|purchase|provision of|supply of|seeking|requires|require|acquire|implementation of|implement',
)
const ownSoftware = phraseBook('related|all|operating|existing|current|application|av|training|audit')
const developing = phraseBook('innovative solutions|these studies|develop|developing')
const nowUsed = phraseBook('currently|at present|is used by|already uses|already use')
const isPortal = (sentence: Sentence, { last }: Match): boolean => tokenAt(sentence, last).lower === 'portal'

const perTime = new Set(
  'day days week weeks month months year years annum fortnight quarter shift night'.split(' '),
)
const worked = new Set(
  'hour hours day days week weeks visit visits session sessions times inspection inspections meetings'.split(
    ' ',
  ),
)
const frequencies = phraseBook(
  'once a week|once a month|once a year|once a day|once per|twice a year|twice a week|twice a month|every week|every month|every fortnight|every six months|every 6 months|every three months|every 3 months|every two weeks|24/7|twice daily|on a daily basis|on a weekly basis|on a monthly basis|on a quarterly basis|on an annual basis|annual|annually|quarterly|monthly|weekly|daily|fortnightly|six monthly|six-monthly|twice yearly|twice-yearly|biannual|bi-annual|nightly|hourly|twice weekly|twice-weekly',
)
const done = phraseBook(
  'inspection|inspections|inspect*|visit|visits|servicing|service visits|maintenance|cleaning|cleans|meetings|reports|reporting|testing|tests|collection|collections|checks|patrols|sweeping|mowing|emptying',
)
const people = phraseBook(
  'staff|officer|officers|operative|operatives|worker|workers|fte|engineers|technicians|attendants|guards|wardens|cleaners|carers|nurses|crew|crews|apprenticeship|apprentice|apprentices|drivers|consultants',
)
const fullTime = phraseBook('full time|full-time|part time|part-time|whole time')
const opening = phraseBook(
  'available monday|open monday|opening hours|runs|helpline|there is help|completion within|interview*|funding',
)

function findInputs(sentence: Sentence): Match[] {
  if (has(sentence, opening)) return []
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    if (numberOf(tokenAt(sentence, at)) === null && tokenAt(sentence, at).lower !== 'twice') continue
    const isTwice = tokenAt(sentence, at).lower === 'twice'
    const unit = isTwice ? at : at + 1
    if (!isTwice && !worked.has(tokenAt(sentence, unit).lower)) continue
    const link = tokenAt(sentence, unit + 1).lower
    const isRate = /^(per|a|each|every)$/.test(link) && perTime.has(tokenAt(sentence, unit + 2).lower)
    if (isRate) found.push({ first: at, last: unit + 2 })
  }
  const often = find(sentence, frequencies).filter(
    (match) => match.last > match.first || near(sentence, match, done, 2, 3),
  )
  const counted = find(sentence, people).filter((match) => isStaffed(sentence, match))
  return oneEach([...found, ...often, ...counted])
}

/** A number of people that must be there: `a minimum of two staff`, `two full-time officers`. */
function isStaffed(sentence: Sentence, match: Match): boolean {
  for (let at = match.first - 1; at >= match.first - 4; at -= 1) {
    const value = numberOf(tokenAt(sentence, at))
    if (value === null) continue
    if (near(sentence, match, fullTime, 3, 0)) return true
    return (
      value < 100 &&
      (near(sentence, match, requiring, 12, 4) ||
        isAfter(sentence, at, atLeast, 4) ||
        near(sentence, match, provideOne, 8, 0))
    )
  }
  return false
}
const atLeast = phraseBook('minimum of|at least|not less than|no fewer than|always has')
const provideOne = phraseBook('provide')

const onlyOne = phraseBook(
  'only supplier able|only supplier who|only supplier that|only supplier capable|only provider able|only provider who|only provider that|only company able|only company who|only company that|only firm able|only firm who|only firm that|only contractor able|only organisation able|only organisation that|the only supplier|the only provider|only one supplier|only one provider|only one firm',
  'sole source|single source|sole supplier|sole manufacturer|sole distributor|sole rights|exclusive rights|exclusive distributor|exclusive right|no other supplier|no other provider|no alternative supplier|absence of competition',
  'competition is absent|intends to award a contract to|intend to award a contract to|intends to award the contract to|intends to award directly to|protection of exclusive|unique supplier|proprietary rights|genuine parts only|original manufacturer parts|only be provided by|only be supplied by|can only be provided by|can only be supplied by|can only be delivered by|can only be carried out by|oem parts',
)
/** `to Acme Ltd`, not `to the tenderer` or `to one supplier`. */
const namesFirm = (sentence: Sentence, at: number): boolean => /^\p{Lu}/u.test(tokenAt(sentence, at).text)
const negated = phraseBook('not|no|never')
const ownModule = phraseBook('module|modules|upgrade|add-on|extension of')
const intoExisting = phraseBook(
  'into the existing|of the existing|to the existing|for the existing|to our existing|into our existing',
)

function findOneFirm(sentence: Sentence): Match[] {
  const extended = find(sentence, intoExisting).filter(
    ({ last }) => has(sentence, ownModule) && /^\p{Lu}/u.test(tokenAt(sentence, last + 1).text),
  )
  const only = find(sentence, onlyOne).filter(
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
    resource: 'the-future-of-innovation-procurement',
    costs: { openness: 12, readiness: 0 },
    notIn: described,
    find: findSolutions,
    rewrite: (quote) => `${quote}, or another way to the same result`,
    examples: {
      found: [
        'The supplier shall provide a cloud-hosted chatbot for housing enquiries.',
        'A web portal must be provided for tenants.',
        'The council requires a cloud-based case management system.',
        'We need 40 sensors installed at junctions, so that crossing is safer.',
        'The system must identify vehicles using number plate recognition.',
      ],
      passed: [
        'The Council seeks a solution for asset management.',
        'Supply of road salt.',
        'Our existing web portal is used by 4,000 tenants.',
        'Tenders must be submitted through the e-tendering portal.',
        'We fund research projects that use machine learning.',
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
    resource: 'the-future-of-innovation-procurement',
    costs: { openness: 8, readiness: 0 },
    notIn: described,
    find: findDesigns,
    rewrite: (quote) => `${quote} (or what performs as well)`,
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
    resource: 'what-next-for-innovation-friendly-procurement',
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
      ],
      passed: [
        'The contract runs for 36 months.',
        'Completion within 30 working days.',
        'Up to twelve sessions are offered to each child.',
        'We will appoint four suppliers to the framework.',
        'The library has 12 staff.',
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
    resource: 'procurement-bill-2022-initial-assessment',
    costs: { openness: 15, readiness: 4 },
    notIn: ['context', 'dataAvailable'],
    find: findOneFirm,
    examples: {
      found: [
        'Acme is the only supplier able to maintain the system.',
        'The parts can only be supplied by the manufacturer.',
        'The University intends to award a contract to Acme Ltd.',
      ],
      passed: [
        'A single provider will be appointed.',
        'It must exchange data with our housing system.',
        'The Council intends to award a contract in May.',
      ],
    },
  },
]
