import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import type { Found } from '../rule.ts'
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
import { outcomeOf } from './outcomes.ts'

// A technology or a kind of product that is demanded: by its name, or by what kind of system it is.

/** Technologies by name: wherever they are demanded, they are the way and not the result. */
const technology = phraseBook(
  'cloud hosted|cloud-hosted|cloud based|cloud-based|cloud native|cloud-native|cloud solution|cloud platform|cloud system|cloud software',
  'saas|software as a service|software-as-a-service|web based|web-based|web portal|online portal|data portal|customer portal|self-service portal|self service portal|a portal|user portal',
  'mobile app|mobile apps|mobile application|smartphone app|app|apps|chatbot|chatbots|chat bot|virtual assistant|voice bot|voicebot|blockchain|distributed ledger',
  'ai powered|ai-powered|ai based|ai-based|ai enabled|ai-enabled|ai driven|ai-driven|ai solution|ai tool|ai tools|artificial intelligence|machine learning|on-premise|on premise|on-premises|off-premise|off-premises|server based',
  'hosted solution|hosted system|hosted service|hosted platform|hosted software|fully hosted|internet of things|iot|sensor|sensors|drone|drones|robot|robots|robotic|robotic process automation',
  'digital twin|digital platform|online platform|online system|digital solution|digital system|digital ordering|electronic system|computerised system|dashboard|dashboards|api|apis',
  'relational database|hardware and software|hardware and operating software|operating software|proprietary product|rfid|biometric*|facial recognition|number plate recognition',
  'software solution|software package|software system|software that will|ict system|it system|learning management system|car park management system|content management system|document management system|information system|compliance platform|learning platform|learning experience platform|software platform|platform which|platform that|database|management information system|booking system',
  'real time signage|real-time signage|digital signage|workflow solution|traction lift|smart meters|video interviews|automated video|wearables|wearable devices|smart watches|telematics|touch screen|touchscreen|voip|qr codes|virtual reality|augmented reality|smart bins|smart sensors|lorawan',
)

/** Nouns for something made of software, and what may stand behind them when they are no such thing. */
const heads = phraseBook(
  'software|platform|platforms|portal|portals|database|databases|website|web site|intranet|crm|erp|cms|tool|tools|module|modules|application|applications|system|systems|solution|solutions|technology',
)
const plainHeads = new Set(
  'software portal portals database databases website site intranet crm erp cms'.split(' '),
)
const notHeads = new Set(
  'developer developers engineer engineers company companies supplier suppliers provider providers licence licences license licenses maintenance support testing defined form forms process deadline fee fees number of'.split(
    ' ',
  ),
)
/** Of what kind a system, platform or tool must be to be one of software. */
const digital = new Set(
  'digital online web mobile electronic automated cloud hosted software ict it computer computerised computerized virtual internet saas ai crm erp api contactless app'.split(
    ' ',
  ),
)
const kinds = new Set(
  'information booking bookings tracking ticketing telephony case recording records scheduling rostering rota learning workflow reporting analytics engagement compliance survey payment payments recruitment messaging collaboration membership erp reservation appointment appointments queueing payroll hr administration casework dispatch triage logging'.split(
    ' ',
  ),
)
/** Ways of managing and of buying, which are no software. */
const practices = new Set(
  'quality environmental performance safety purchasing traffic procurement tendering waste water building drainage heating ventilation alarm stock energy contract'.split(
    ' ',
  ),
)

const asking = phraseBook(
  'require|requires|required|requirement for|requirement is for|need|needs|seek|seeks|seeking|sought|looking for|looking to|wish to|wishes to|procure|procuring|procured|buy|purchase|purchasing|acquire|provide|supply|implement|deliver|develop|install|design|build|create|introduce|tender for|tenders for|tendering for|quotations for|quotes for|quote for|proposals for|to include|must be|shall be|invest in',
)
const naming = phraseBook(
  'provision of|supply of|implementation of|development of|procurement of|purchase of|delivery of|installation of|contract for|creation of|introduction of',
)
const finite = phraseBook(
  'is|are|was|will|must|shall|should|would|has|have|require|requires|seek|seeks|seeking|sought|looking|wish|wishes|need|needs|invite*|want|wants',
)

const definite = new Set(
  'the our its their this that these those your existing current his her each every no same such'.split(' '),
)
const indefinite = new Set('a an any one new modern'.split(' '))
const ends = new Set(
  'of for to in on by with from at and or as via using is are be must shall should will require requires required need needs seek seeks seeking provide provides supply procure implement deliver develop install purchase design build create which that who'.split(
    ' ',
  ),
)

/** Whether something new is meant, or what is known already: told by the word that begins the thing. */
function articleOf(sentence: Sentence, head: number): 'a' | 'the' | 'none' {
  for (let at = head - 1; at >= head - 7; at -= 1) {
    const { kind, lower, text } = tokenAt(sentence, at)
    if (definite.has(lower)) return 'the'
    if (indefinite.has(lower)) return indefiniteAt(sentence, at)
    if ((ends.has(lower) && lower !== 'and') || (kind === 'mark' && !/^[-/&’']$/.test(text))) return 'none'
  }
  return 'none'
}
/** `a new system` is new, `the new system` is spoken of already. */
const indefiniteAt = (sentence: Sentence, at: number): 'a' | 'the' =>
  definite.has(tokenAt(sentence, at - 1).lower) ? 'the' : 'a'

/** The words before a head that say what kind of thing it is. */
function wordsBefore(sentence: Sentence, head: number): string[] {
  const words: string[] = []
  for (let at = head - 1; at >= head - 5; at -= 1) {
    const { kind, lower, text } = tokenAt(sentence, at)
    if (kind === 'mark' && !/^[-/&]$/.test(text)) break
    if (ends.has(lower) || indefinite.has(lower) || definite.has(lower)) break
    words.push(lower)
  }
  return words
}

function isOfSoftware(sentence: Sentence, { first, last }: Match): boolean {
  if (notHeads.has(tokenAt(sentence, last + 1).lower)) return false
  const head = tokenAt(sentence, last).lower
  if (plainHeads.has(head)) return true
  const before = wordsBefore(sentence, first)
  if (before.some((word) => practices.has(word))) return false
  if (before.some((word) => digital.has(word))) return true
  // `an asset management solution` only names a subject; a management system or a learning platform is a product.
  return /^(systems?|platforms?)$/.test(head) && before.some((word) => kinds.has(word))
}

/** `requires a booking platform`: a verb asks for something new; a bare title asks for nothing. */
function isAskedFor(sentence: Sentence, { first }: Match): boolean {
  const article = articleOf(sentence, first)
  if (article === 'the' || (has(sentence, bidders) && isAfter(sentence, first, having, 8))) return false
  if (isAfter(sentence, first, asking, 12)) return article === 'a' || has(sentence, finite)
  return isAfter(sentence, first, naming, 8) && (article === 'a' || has(sentence, finite))
}

/** A further competition among firms is no funder's. */
const isFunders = (sentence: Sentence): boolean =>
  find(sentence, funding).some(
    ({ first }) =>
      tokenAt(sentence, first).lower !== 'proposals' &&
      !/^(?:further|mini|-)$/.test(tokenAt(sentence, first - 1).lower),
  )
/** What a firm must have itself isn't what is bought. */
const bidders = phraseBook(
  'bidder|bidders|tenderer|tenderers|applicant|applicants|supplier|suppliers|contractor|contractors|organisation',
)
const having = phraseBook('have|has|having|hold|operate|access to')
const developing = phraseBook('innovative solutions|these studies|develop|developing')
const nowUsed = phraseBook('currently|at present|is used by|already uses|already use')
const isPortal = (sentence: Sentence, { last }: Match): boolean =>
  /^portals?$/.test(tokenAt(sentence, last).lower)
const isReply = (sentence: Sentence, match: Match): boolean =>
  isPortal(sentence, match) && has(sentence, replying)

const isNew = (sentence: Sentence, { first }: Match): boolean =>
  !isAfter(sentence, first, existing, 3) && !isAfter(sentence, first, nowUsed, 30)

/** `Monitoring software solution - supply and support`: the title of what is bought, where nothing is asked. */
const isTitle = (sentence: Sentence, { first, last }: Match): boolean =>
  sentence.tokens.length < 16 &&
  [first, last, last + 1].some((at) => plainHeads.has(tokenAt(sentence, at).lower)) &&
  !has(sentence, finite) &&
  articleOf(sentence, first) !== 'a'

/** `The portal will be open to alumni` tells of something that was asked for elsewhere, or is there. */
const isSpokenOf = (sentence: Sentence, { first }: Match): boolean =>
  articleOf(sentence, first) === 'the' && !has(sentence, requiring) && !isAfter(sentence, first, asking, 12)

function things(sentence: Sentence): Match[] {
  const named = find(sentence, technology)
    .filter((match) => isNew(sentence, match) && near(sentence, match, demanding, 30, 12))
    .filter((match) => !isTitle(sentence, match) && !isSpokenOf(sentence, match))
    .map((match) => thingAround(sentence, match, 3, 3))
  const kind = has(sentence, replying)
    ? []
    : find(sentence, heads)
        .filter(
          (match) => isOfSoftware(sentence, match) && isNew(sentence, match) && isAskedFor(sentence, match),
        )
        .map((match) => thingAround(sentence, match, 4, 0))
  return [...named.filter((match) => !isReply(sentence, match)), ...kind]
}

const modelOfDelivery = phraseBook('model of delivery|delivery model|model of service|service model')
const willBe = phraseBook('will be|must be|shall be|should be')
const systemIs = phraseBook(
  'system should|system must|system shall|software should|software must|software shall|solution should|solution must|solution shall|platform should|platform must|platform shall|application must|application should',
)
const byMeans = phraseBook('using|via|by means of|through the use of')

/** Where a technology, a kind of product or a model of delivery is demanded. */
export function findSolutions(sentence: Sentence): Found[] {
  if ((isFunders(sentence) || has(sentence, developing)) && !has(sentence, requiring)) return []
  const named = oneEach(things(sentence))
  const [only] = named
  const outcome = only && named.length === 1 ? outcomeOf(sentence, only) : null
  const models = find(sentence, modelOfDelivery).filter((match) => near(sentence, match, willBe, 12, 4))
  const means = find(sentence, systemIs).filter((match) => near(sentence, match, byMeans, 0, 25))
  return oneEach<Found>([...(outcome ? [outcome] : named), ...models, ...means])
}
