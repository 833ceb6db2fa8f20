import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, type Sentence, tokenAt } from '../reading.ts'
import { apart, isAfter, requiring, spanning } from '../vocabulary.ts'

// For whom a firm must have worked, and where it must sit.

const publicClients = phraseBook(
  'local authority|local authorities|local government|councils|public sector|the nhs|nhs|public bodies|public body|housing associations|housing association|the council|this council|the authority|our council|government departments|central government|schools|registered providers|social housing providers|the public sector|emergency services|police forces|universities|public authorities|english councils|welsh councils|scottish councils',
)
const havingWorked = phraseBook(
  'experience of working|experience working|experience in working|experience of delivering|experience of providing|experience in providing|experience in delivering|experience of supplying|experience of|experience in|experience within|experience with|experience for|track record of|track record in|track record with|previously worked|previously supplied|previously delivered|worked for|worked with|have worked|have supplied|have delivered|proven record|history of working|similar work for|examples of working|contracts with|proven experience',
)
const sectorExperience = phraseBook(
  'public sector experience|local authority experience|local government experience|nhs experience|council experience|worked for us|worked for the council|worked for this council',
)
const beLocal = phraseBook(
  'must be local|must be based in|must be based within|must be located|be based within|be located within|local suppliers only|local contractors only|local firms only|only local|local suppliers will be preferred|preference will be given to local|preference for local|based locally|local company only|must be a local|within a radius|miles of|local presence|local base',
)
const notLocal = phraseBook('research organisation|institution|the uk|collection|delivery')

const experienced = phraseBook('experience|experienced|track record|references|referees|worked')
const sector = phraseBook(
  'public sector|local authority|local authorities|local government|the nhs|nhs organisations|social housing|housing associations|registered providers|other councils|public bodies|public sector organisations|public sector clients|local authority clients|education sector|housing sector',
)
const relating = /^(?:in|with|for|within|of|to|by|the|a|an|other|similar)$/
/** `a track record (preferably in the public sector)`: past work, and for whom, a few words apart. */
const bySector = (sentence: Sentence): Match[] =>
  find(sentence, experienced).flatMap((match) => {
    const client = find(sentence, sector).find(({ first }) => first > match.last && first <= match.last + 8)
    const isRelated =
      client !== undefined &&
      [client.first - 1, client.first].some((at) => relating.test(tokenAt(sentence, at).lower))
    return client && isRelated ? [spanning(match, client)] : []
  })

const earlier = phraseBook(
  'previous award|previous award grant|previous grant|previous fellowship|existing grant|current grant|active grant|existing award|current award|previously received funding|previously been awarded|previously been funded|previously funded|already hold|already holds|must have held',
)
const negated = phraseBook('not|no|never|nor')
/** `your previous award must have finished`: only those who were funded before. */
const byAward = (sentence: Sentence): Match[] =>
  has(sentence, negated)
    ? []
    : find(sentence, earlier).filter((match) => near(sentence, match, requiring, 8, 8))

const seats = phraseBook(
  'based in|based within|located in|located within|situated in|situated within|premises in|premises within|depot in|depot within|office in|office within|offices in|offices within|office based in',
)
const firms = phraseBook(
  'sme|smes|business|businesses|bidder|bidders|tenderer|tenderers|contractor|contractors|supplier|suppliers|provider|providers|firm|firms|company|companies|garage|garages|consultant|consultants|practice',
)
const only = phraseBook('only')
const beyond = phraseBook(
  'uk|united kingdom|england|scotland|wales|northern ireland|eea|eu|european|europe|great britain',
)
/** `the contractor must have a depot within the county`: a firm of the place. */
const bySeat = (sentence: Sentence): Match[] =>
  find(sentence, seats).filter(
    (match) =>
      isAfter(sentence, match.first, firms, 10) &&
      (isAfter(sentence, match.first, requiring, 6) || isAfter(sentence, match.first, only, 2)) &&
      !near(sentence, match, beyond, 0, 4),
  )

/** Where past work for some customer, or a seat nearby, is demanded. */
export function findWorked(sentence: Sentence): Match[] {
  const clients = find(sentence, havingWorked).flatMap((match) => {
    const client = find(sentence, publicClients).find(
      ({ first }) => first > match.last && first <= match.last + 12,
    )
    return client ? [spanning(match, client)] : []
  })
  const local = find(sentence, beLocal).filter((match) => !near(sentence, match, notLocal, 0, 6))
  return apart([
    ...clients,
    ...bySector(sentence),
    ...byAward(sentence),
    ...find(sentence, sectorExperience),
    ...local,
    ...bySeat(sentence),
  ])
}
