import { find, has, near, phraseBook } from '../phrases.ts'
import { isAcronym, isCoined, isInCapitals, isProperName } from '../proper-names.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import { apart, equivalent, isAfter, replying } from '../vocabulary.ts'
import { makers } from './makers.ts'

// Where a maker or product is what is wanted: makers that are known, and any name that stands where a product stands.

const known = phraseBook(makers)
/** The name of something that is there, or of what somebody can do. */
const there = phraseBook(
  'integrate with|integrates with|integrating with|integration with|interface with|interfaces with|interfacing with|alongside|hosted on|running|built on|replacement of|replacing|replace|replaces|our|their|existing|current|currently|present|legacy|incumbent|from|migrate from|training on|used by|uses|using|used|owned|owns',
)
const skill = phraseBook(
  'experience|experienced|knowledge|familiar*|proficien*|skills|skilled|trained|training|expertise|competent|competence|understanding|working with|work with',
)
const keeping = phraseBook(
  'maintenance|maintain|maintaining|support|supporting|servicing|service|repair|repairs|repairing|hosting',
)
const buying = phraseBook(
  'supply|supplies|supplied|purchase|purchasing|procure|procuring|procured|procurement of|buy|provide|provision of|lease|leasing|hire|rental|acquire|acquisition|implementation of|implement|renewal|renew|subscription|subscriptions|licence|licences|license|licenses|requires|require|need|needs|needed|for up to|parts',
)
const afterName = phraseBook(
  'maintenance contract|support contract|servicing|repairs|teams meeting|teams call|teams|word|excel|powerpoint|forms|negotiation|supplier portal|reports|format',
)
const portals = phraseBook('portal|platform|e-sourcing|tendering')
const firms = phraseBook('ltd|limited|plc|inc|llp|gmbh|was awarded|awarded to')
const contractors = phraseBook(
  'awarded to|contract with|contract to|placed with|supplier|incumbent|contractor',
)

function isWanted(sentence: Sentence, match: Match): boolean {
  const { first } = match
  if (isAfter(sentence, first, there, 2) || isAfter(sentence, first, skill, 6)) return false
  if (isAfter(sentence, first, contractors, 1)) return false
  if (isAfter(sentence, first, keeping, 4) && !isAfter(sentence, first, buying, 14)) return false
  return (
    !near(sentence, match, afterName, 0, 5) &&
    !near(sentence, match, portals, 0, 2) &&
    !near(sentence, match, firms, 0, 2)
  )
}

const capital = /^(?:\p{Lu}|i[MP])/u

const nowInUse = phraseBook(
  'current system|current systems|existing system|existing systems|present system|current software|existing software|current supplier|we currently|currently use|we use|is used by',
)
/** `The current system is Microsoft Dynamics`; `Samsung donated tablets`: what is told of, and asked for by nobody. */
const isTold = (sentence: Sentence, { first, last }: Match): boolean =>
  isAfter(sentence, first, nowInUse, 4) ||
  (first === 0 &&
    /^(?:donated|gave|lent|built|won|sponsored|made|provided|supplied)$/.test(
      tokenAt(sentence, last + 1).lower,
    ))

/** The maker with the name of the product: `Microsoft Power BI`. */
function withProduct(sentence: Sentence, { first, last }: Match): Match {
  let end = last
  while (
    end - last < 3 &&
    capital.test(tokenAt(sentence, end + 1).text) &&
    tokenAt(sentence, end + 1).kind === 'word'
  )
    end += 1
  return { first, last: isInCapitals(sentence) ? last : end }
}

const knownMakers = (sentence: Sentence): Match[] =>
  find(sentence, known)
    .filter(
      (match) =>
        capital.test(tokenAt(sentence, match.first).text) &&
        isWanted(sentence, match) &&
        !isTold(sentence, match),
    )
    .map((match) => withProduct(sentence, match))

const licences = phraseBook('licences|licenses|licencing|subscriptions|subscription')
const publicLicences = new Set(
  'corporate school service platform annual additional enterprise business current new all relevant required driver full provisional fishing firearms mineral building planning export import site event premises driving operator operators restricted special occasional music alcohol sia waste carrier carriers hmo tv psv lgv hgv pcv fca environmental software user the of and gambling taxi prs ppl mcps cla'.split(
    ' ',
  ),
)
/** `SmartLog licences`, `EPMEM licences`: permission to use a product, not one to drive or to sell. */
const licensed = (sentence: Sentence): Match[] =>
  find(sentence, licences)
    .filter(
      ({ first }) =>
        isLicensedName(sentence, first - 1) && isWanted(sentence, { first: first - 1, last: first }),
    )
    .map(({ first, last }) => ({ first: first - 1, last }))

function isLicensedName(sentence: Sentence, at: number): boolean {
  const token = tokenAt(sentence, at)
  if (publicLicences.has(token.lower.replace(/'s?$/, ''))) return false
  if (isCoined(token)) return true
  return at > 0 && token.text.length > 2 && (isAcronym(token) || isProperName(sentence, at))
}

const approved = phraseBook(
  "approved installer|approved installers|approved contractor|approved contractors|' approved contractor|‘ approved contractor|accredited installer|accredited installers|approved applicator|approved applicators|approved reseller|authorised reseller|authorised dealer|authorised distributor|certified partner|gold partner|approved dealer",
)
const schemes = new Set(
  'niceic napit fensa trustmark oftec hetas bafe ssaib mcs ukas chas council'.split(' '),
)
/** `IKO approved installers`: those whom one maker let in. */
const dealers = (sentence: Sentence): Match[] =>
  find(sentence, approved).flatMap(({ first, last }) => {
    const token = tokenAt(sentence, first - 1)
    const isName = isAcronym(token) || isProperName(sentence, first - 1)
    return isName && !schemes.has(token.lower) ? [{ first: first - 1, last }] : []
  })

const kinds = phraseBook(
  'software|laptop|laptops|tablet|tablets|printer|printers|copier|copiers|server|servers|tractor|tractors|mower|mowers|sweeper|sweepers|excavator|excavators|digger|chassis|van|vans|minibus|minibuses|truck|trucks|pick-up|pickup|trailer|trailers|boiler|boilers|radios|radio handsets|handsets|camera|cameras|cctv camera|microscope|spectrometer|sequencer|analyser|analyzer|engine|engines|devices|units|machine|machines|mount|spare parts|parts|locks|cylinders|controllers|luminaires|lanterns|columns|membrane|paint|tiles|cartridges|toner|defibrillators|defibrillator|whiteboards|projectors|headsets|switches|firewall|firewalls',
)
/** A product before the word for what it is: `two Grillo mowers`, `licences for the VT100 devices`. */
const ofKind = (sentence: Sentence): Match[] =>
  find(sentence, kinds).flatMap(({ first }) => {
    const from = modelBefore(sentence, first) ?? first - 1
    const isNamed = from < first - 1 || isProperName(sentence, first - 1)
    const match = { first: from, last: first }
    return isNamed && isAfter(sentence, from, buying, 10) && isWanted(sentence, match) ? [match] : []
  })

/** Where the number of a model begins that ends before this word: `VT100`, `CX-250`; null if none does. */
function modelBefore(sentence: Sentence, at: number): number | null {
  const number = tokenAt(sentence, at - 1)
  if (number.kind !== 'number' || !number.isJoined || !/^\d{2,5}$/.test(number.text)) return null
  const start = tokenAt(sentence, at - 2).text === '-' ? at - 3 : at - 2
  const { text, lower } = tokenAt(sentence, start)
  return /^\p{Lu}{1,4}$/u.test(text) && !notModels.has(lower) ? start : null
}
const notModels = new Set('a b m e f p l iso bs en iec pas rm dn co covid r ral ip wee'.split(' '))

const making = phraseBook(
  'manufactured by|made by|compatible with|compatible with the|fitted with a|fitted with|powered by|powered by a|subscription to|subscription to the|licences for|licenses for|licence for|renewal of|procure|purchase|implementation of|rollout of|supply of',
)
const madeBy = phraseBook('manufactured by|made by|powered by|powered by a')
const orgAfter = phraseBook('system|systems|council|university|school|project|programme|group|team')
/** A name where only a product or its maker can stand: `compatible with Nikon`, `procure SmartLog`. */
const inPlace = (sentence: Sentence): Match[] =>
  find(sentence, making).flatMap((match) => {
    const at = match.last + 1
    const token = tokenAt(sentence, at)
    const isMaker = isCoined(token) || (has(sentence, madeBy) && isProperName(sentence, at))
    return isMaker &&
      !near(sentence, { first: at, last: at }, orgAfter, 0, 2) &&
      isWanted(sentence, { first: at, last: at })
      ? [{ first: at, last: at }]
      : []
  })

/** `Teflon®`. */
const marked = (sentence: Sentence): Match[] =>
  sentence.tokens.flatMap(({ text, isJoined }, at) =>
    (text === '®' || text === '™') && isJoined && at > 0 ? [{ first: at - 1, last: at }] : [],
  )

/** Where a brand, maker or model is wanted without "or equivalent". */
export function findBrands(sentence: Sentence): Match[] {
  if (has(sentence, equivalent)) return []
  // How to reply is no demand on what is bought.
  if (has(sentence, replying) && !has(sentence, licences)) return []
  const byPlace = isInCapitals(sentence) ? [] : [...ofKind(sentence), ...inPlace(sentence)]
  return apart([
    ...knownMakers(sentence),
    ...licensed(sentence),
    ...dealers(sentence),
    ...byPlace,
    ...marked(sentence),
  ])
}
