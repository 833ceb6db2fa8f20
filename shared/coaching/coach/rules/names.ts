import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { act, type SentenceRule } from '../rule.ts'
import { equivalent, isAfter, replying, thingAround } from '../vocabulary.ts'

// Brands and standards: allowed where the law lets them be, and nearly always with two words beside them.

// Makers and products that councils' notices name; a list can't be complete, so a capitalised name before
// "licences" counts too.
const brands = phraseBook(
  'jcb|mercedes|mercedes-benz|scania|daf|volvo|iveco|dennis eagle|econic|vauxhall|renault|nissan|toyota|peugeot|citroen|citroën|volkswagen|vw|fiat|kubota|john deere|bobcat|hako|scarab|bucher|hatz|isuzu|mitsubishi|kia|hyundai|tesla|land rover|ford transit|ford e|ford focus|ford custom|ford ranger|ford tourneo|manitou|terberg|multihog|caterpillar|komatsu|bomag|faun|geesink',
  'microsoft|office 365|microsoft 365|dynamics 365|sharepoint|power bi|oracle|sap erp|sap s|sap hana|sap system|sap licences|sap software|cisco|dell|hewlett packard|lenovo|ipad|ipads|iphone|macbook|adobe|citrix|vmware|salesforce|civica|northgate|liquidlogic|learning pool|servicenow|tableau|esri|arcgis|autocad|autodesk|fortinet|sophos|mimecast|netcall|granicus|jadu|idox|xerox|ricoh|konica|samsung|panasonic|sony|philips|bosch|hilti|makita|stihl|husqvarna|ransomes|hayter|dyson|motorola|hikvision|vivacity|modern.gov|mapinfo|unit4|agresso|itrent|capita one|hp laptops|google workspace|amazon web services|aws|azure|siemens|schneider electric|honeywell|otis|kone|thyssenkrupp|worcester bosch|vaillant|dulux|velux|lego|nikon|canon|epson|toshiba|logitech|webex|intel|dynatrace|unimog|versalift|veeam|nutanix|palo alto|juniper networks|aruba|meraki|docusign|workday|zendesk|freshservice|hornbill|ivanti|splunk|darktrace|solidworks|matlab|nvivo|illumina|thermo fisher|agilent|leica|zeiss|bruker|ge healthcare|stryker|medtronic|optare|man tgm|man tgs|man tge|man tgl|nissan leaf|vauxhall vivaro|nilfisk|egholm|goupil|alexander dennis|wrightbus|mellor|schmidt|johnston sweepers|dennis sabre',
)
const jobs = phraseBook(
  'integrate with|integrates with|integrating with|integration with|interface with|interfaces with|interfacing with|compatible with|alongside|hosted on|running|built on|maintenance of|repair of|servicing of|replacement of|replace|our|existing|current|currently|from|migrate from|training on|used by|uses',
)
const upkeep = phraseBook(
  'maintenance contract|support contract|servicing|repairs|teams|word|excel|powerpoint|forms|negotiation|supplier portal|reports',
)
const portals = phraseBook('portal|platform|e-sourcing|tendering')
const firms = phraseBook('ltd|limited|plc|was awarded|awarded to')
const licences = phraseBook('licences|licenses|licencing|subscriptions|subscription')
const publicLicences = new Set(
  'corporate school service platform annual additional enterprise business current new all relevant required driver full provisional fishing firearms mineral building planning export import site event premises driving operator operators restricted special occasional premises music alcohol sia waste carrier carriers hmo tv environmental software user the of and site gambling taxi licence'.split(
    ' ',
  ),
)
const approved = phraseBook(
  'approved installer|approved installers|approved contractor|approved contractors|accredited installer',
)

function findBrands(sentence: Sentence): Match[] {
  if (has(sentence, equivalent)) return []
  // How to reply is no demand on what is bought.
  if (has(sentence, replying) && !has(sentence, licences)) return []
  const named = find(sentence, brands)
    .filter(({ first }) => /^(?:\p{Lu}|i[MP])/u.test(tokenAt(sentence, first).text))
    .filter(
      (match) =>
        !isAfter(sentence, match.first, jobs, 2) &&
        !near(sentence, match, upkeep, 0, 5) &&
        !near(sentence, match, portals, 0, 2) &&
        !near(sentence, match, firms, 0, 2),
    )
  const licensed = [...find(sentence, licences), ...find(sentence, approved)]
    .filter(({ first }) => isName(sentence, first - 1))
    .map(({ first, last }) => ({ first: first - 1, last }))
  const all = [...named, ...licensed].sort((a, b) => a.first - b.first)
  return all.filter(({ first }, i) => i === 0 || first > (all[i - 1] as Match).last + 4)
}

/** A name of its own, not a word that begins the sentence. */
function isName(sentence: Sentence, at: number): boolean {
  const { text, lower, kind } = tokenAt(sentence, at)
  // `SmartLog` is a name wherever it stands; `Corporate` before a subscription is none.
  const isMixed = /\p{Ll}\p{Lu}/u.test(text)
  const isSubscription = tokenAt(sentence, at + 1).lower.startsWith('subscription')
  return (
    kind === 'word' &&
    (isMixed || (at > 0 && !isSubscription)) &&
    /^\p{Lu}/u.test(text) &&
    !publicLicences.has(lower.replace(/'s?$/, ''))
  )
}

const numbered = new Set('bs en iso iec pas ohsas ieee astm din nfpa bsen bseniso isoiec rics'.split(' '))
const schemes = phraseBook(
  'british standard|british standards|chas|constructionline|safecontractor|safe contractor|registration with companies house|registered with companies house|pvg membership|(pvg) membership|pvg registered|be pvg|pvg scheme|ico registered|ico registration|waste carrier licence|waste carriers licence|waste carrier registration|fca authorised|fca regulated|sssc|hcpc|nmc registered|gmc registered|social work england|wcag|pci dss|pci-dss|protection toolkit|considerate constructors|hetas|ecs card|ipaf|pasma|approved contractor scheme|door supervisor licence|driver cpc|cpc holder|ssip accredited|dbs checked|dbs check|dbs checks|dbs clearance|enhanced dbs|disclosure scotland|trained and accredited|firearms certificate|operator’s licence|niceic|gas safe|napit|oftec|fensa|trustmark|cyber essentials|cqc registered|cqc registration|care quality commission|registered with ofsted|ofsted registered|sia licensed|sia licence|sia licences|sia approved|security industry authority|care inspectorate|bafe|ssaib|nsi gold|fors|risqs|achilles|investors in people|kitemark|secured by design|breeam|passivhaus|fsc certified|frics|mrics|mciob|iosh|nebosh|cscs|hapas|pefc|lantra|ipaf|pasma|ukas accredited|operator licence|operators licence|licence number|bsi accredit*|iso certified|iso certification|iso accreditation|iso accredited|iso standards|red tractor|soil association',
)
const certified = phraseBook(
  'certified to|fully certified|certified by|accredited to|accredited by|accredited with|accreditation by|accreditation with|accreditation from|certification from|certification by|certificated to|be accredited|be certified|hold accreditation|accredited through|professional competence|competency scheme|members of the association|members of a professional body',
)
const qualified = phraseBook(
  'accredited|certified|registered|accreditation|certification|membership|chartered|qualified',
)
/** `RICS accredited`, `CIPS qualified`: a body that not everybody belongs to. */
const isBody = (sentence: Sentence, at: number): boolean =>
  /^\p{Lu}{3,6}$/u.test(tokenAt(sentence, at).text) && !known.has(tokenAt(sentence, at).text)
const known = new Set([
  'VAT',
  'NHS',
  'HMRC',
  'ISO',
  'UKAS',
  'LGV',
  'HGV',
  'THE',
  'AND',
  'FULLY',
  'ESPD',
  'SME',
])
const descriptions = phraseBook(
  'is accredited|are accredited|is certified|are certified|was certified|will be withdrawn|accredits|energy performance certificate',
)
const demands = phraseBook(
  'must|shall|require*|should|need*|will be|to be|hold|provide|evidence|essential|minimum',
)
const pleasing = phraseBook(
  'desirable|advantage|land registry|registered with the council|registered with the authority',
)

function findStandards(sentence: Sentence): Match[] {
  if (has(sentence, descriptions) && !has(sentence, demands)) return []
  const found: Match[] = [...find(sentence, schemes)]
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const { lower, text, isAddress } = tokenAt(sentence, at)
    if (!numbered.has(lower) || !/^\p{Lu}/u.test(text) || isAddress) continue
    let last = at
    while (last < at + 4 && isPartOfNumber(sentence, last + 1)) last += 1
    if (numberOf(tokenAt(sentence, last)) !== null) found.push({ first: at, last })
    at = last
  }
  const bodies = find(sentence, qualified).filter(({ first }) => isBody(sentence, first - 1))
  const certificates = find(sentence, certified)
    .filter((match) => !has(sentence, pleasing) && near(sentence, match, demands, 8, 2))
    .map((match) => thingAround(sentence, match, 0, 4))
  const all = [
    ...found,
    ...bodies.map(({ first, last }) => ({ first: first - 1, last })),
    ...certificates,
  ].sort((a, b) => a.first - b.first)
  const apart = all.filter(({ first }, i) => i === 0 || first > (all[i - 1] as Match).last)
  return apart.filter((match) => !isCovered(sentence, match))
}

const isPartOfNumber = (sentence: Sentence, at: number): boolean => {
  const { kind, lower, text } = tokenAt(sentence, at)
  return kind === 'number' || numbered.has(lower) || text === '/' || text === ':' || text === '-'
}

/** "Or equivalent" covers all that its sentence names; a questionnaire that has a standard's number demands none. */
const isCovered = (sentence: Sentence, { last }: Match): boolean =>
  has(sentence, equivalent) || /^(pre|pqq|questionnaire)/.test(tokenAt(sentence, last + 1).lower)

const withEquivalent = (quote: string): string => `${quote} or equivalent`

export const nameRules: SentenceRule[] = [
  {
    id: 'brand-named',
    scope: 'sentence',
    family: 'requirements',
    title: 'This names a product',
    binds: 'above',
    source: act('s.56(6)'),
    problem: 'A brand, maker or product is named without “or equivalent”.',
    why: 'Only those who sell that brand can answer, where another may do as well or better.',
    instead: 'Say what it must do. If there is no other way to describe it, add “or equivalent”.',
    resource: 'procurement-bill-2022-initial-assessment',
    costs: { openness: 12, readiness: 2 },
    notIn: ['title', 'context', 'dataAvailable'],
    find: findBrands,
    rewrite: withEquivalent,
    examples: {
      found: [
        '1 x JCB mini excavator.',
        'Supply of Microsoft 365 licences.',
        'We want Vivacity counters at ten junctions.',
        'Purchase of SmartLog licences.',
      ],
      passed: [
        'Maintenance of our Ricoh copiers.',
        'Microsoft 365 licences or equivalent.',
        'We want to replace our Civica system.',
        'Drivers must have a driving licence.',
        'Reply through the Oracle portal.',
      ],
    },
  },
  {
    id: 'standard-without-equivalent',
    scope: 'sentence',
    family: 'requirements',
    title: 'This standard has no “or equivalent”',
    binds: 'above',
    source: act('s.56(5)'),
    problem: 'A standard, certificate or scheme is demanded without “or equivalent”.',
    why: 'Firms that meet it in another way are shut out, small and new ones first.',
    instead: 'Add “or equivalent”, and say what the standard is there to make sure of.',
    resource: 'procurement-bill-2022-initial-assessment',
    costs: { openness: 6, readiness: 2 },
    notIn: ['context', 'dataAvailable'],
    find: findStandards,
    rewrite: withEquivalent,
    examples: {
      found: [
        'Suppliers must be accredited to ISO 9001.',
        'All work to BS EN 1176.',
        'The contractor shall be a member of CHAS.',
        'You must hold Cyber Essentials.',
      ],
      passed: [
        'ISO 9001 (or equivalent).',
        'The laboratory is accredited to ISO 17043.',
        'Standards are kept high.',
        'BS EN 1176 or equivalent applies.',
      ],
    },
  },
]
