import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { existing, isAfter, oneEach, thingAround } from '../vocabulary.ts'

// Properties of a design: sizes, weights, materials, drives.

const units = new Set(
  'kg kgs kilograms mm cm millimetres centimetres seat seats seater seaters gb tb mb kw kwh kva cc inch inches litre volt volts bhp hp gvw page watt watts lumens rpm dpi megapixel megapixels m3 ltr ltrs amp amps ghz mph psi lux'.split(
    ' ',
  ),
)
const weights = new Set('t tonne ton tonnes'.split(' '))
const dimensions = new Set('metre metres m ft feet'.split(' '))
const sizes = new Set('wide high long deep tall width height length depth diameter thick'.split(' '))
const amounts = new Set('of per annually a each pa p'.split(' '))
const research = phraseBook('wafer|semiconductor|research*')

// Pages of a reply and megabytes of a file are no property of what is bought; nor are the seats of a theatre.
const pages = new Set(['page', 'pages', 'mb', 'gb'])
const seats = new Set(['seat', 'seats', 'seater', 'seaters'])
const aboutReply = phraseBook(
  'upload|uploaded|file|files|attachment|submission|proposal|proposals|application|applications|response|responses|maximum|limit|no more than|cv|document|documents',
)

function isMeasure(sentence: Sentence, at: number): number {
  if (numberOf(tokenAt(sentence, at)) === null) return 0
  if (tokenAt(sentence, at - 1).text === '£') return 0
  const hyphen = tokenAt(sentence, at + 1).text === '-' ? 1 : 0
  const unit = tokenAt(sentence, at + 1 + hyphen).lower
  const next = tokenAt(sentence, at + 2 + hyphen)
  if (pages.has(unit) && has(sentence, aboutReply)) return 0
  if (seats.has(unit) && (numberOf(tokenAt(sentence, at)) ?? 0) > 100) return 0
  if (units.has(unit)) return 2 + hyphen
  if (weights.has(unit)) return next.kind === 'word' && !amounts.has(next.lower) ? 2 + hyphen : 0
  if (dimensions.has(unit)) return sizes.has(next.lower) ? 3 + hyphen : 0
  return 0
}

const materials = phraseBook(
  'galvanised|stainless steel|powder coated|powder-coated|timber|hardwood|softwood|oak|tarmac|upvc|pvcu|aluminium|steel|granite|york stone|polypropylene|cast iron|fibreglass|plywood|brick',
)
const madeThings = phraseBook(
  'windows|window|door|doors|surface|surfacing|railing|railings|fence|fencing|fences|posts|post|gate|gates|bins|frame|frames|furniture|bench|benches|shelter|shelters|panel|panels|cladding|bollard|bollards|material|building containing|path|footpath|area|car park|court',
)
const make = phraseBook(
  'plastic bodied|crew cab|double cab|tail lift|tail-lift|dropside|drop side|rear loading|side loading|split body|twin pack|narrow track|high floor|low floor|long wheelbase|short wheelbase|lwb|swb|fwd|rwd|hooklift|ride-on|euro 6|euro vi|full colour|hapas certified|rear steer|twin bin|high level bin lift|low level bin lift|rotating body|left hand drive|right hand drive|electric start|shock pad|detection modes|ral|class ii|class iii|3g pitch|l2h2|l3h2|l3h3|l4h3|l1h1|l2h3',
)
const drive = phraseBook('electric|diesel|hybrid|petrol')
const vehicles = phraseBook(
  'minibus|minibuses|van|vans|car|cars|sweeper|sweepers|bus|buses|vehicle|vehicles|mower|mowers|truck|trucks|engine',
)
const buying = phraseBook(
  'supply|supplied|purchase|lease|hire|provision of|procure|delivery of|requires|require|powered|acquisition',
)

/** Where a property of a design is prescribed. */
export function findDesigns(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const length = isMeasure(sentence, at)
    if (length > 0 && !has(sentence, research) && !isAfter(sentence, at, existing, 8))
      found.push(thingAround(sentence, { first: at, last: at + length - 1 }, 0, 3))
    const isDriven =
      /^[468]$/.test(tokenAt(sentence, at).lower) && /^x$/i.test(tokenAt(sentence, at + 1).text)
    if (isDriven && /^[2468]$/.test(tokenAt(sentence, at + 2).text)) found.push({ first: at, last: at + 2 })
  }
  const made = find(sentence, materials).filter((match) => near(sentence, match, madeThings, 0, 2))
  const driven = find(sentence, drive)
    .filter(
      (match) =>
        near(sentence, match, vehicles, 0, 5) && !tokenAt(sentence, match.last + 2).lower.startsWith('charg'),
    )
    .filter((match) => isAfter(sentence, match.first, buying, 12) || isCounted(sentence, match.first))
  return oneEach([
    ...found,
    ...made.map((match) => thingAround(sentence, match, 0, 2)),
    ...driven,
    ...find(sentence, make),
  ])
}

/** `2 x`, `1 no.` before it. */
const isCounted = (sentence: Sentence, at: number): boolean =>
  /^(x|no)$/i.test(tokenAt(sentence, at - 1).text) && numberOf(tokenAt(sentence, at - 2)) !== null
