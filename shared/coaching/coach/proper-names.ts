import { type Sentence, type Token, tokenAt } from './reading.ts'

// Names of their own, told by how they are written and where they stand, not by a list of names.

/** Words that begin with a capital and name no product: the calendar, public bodies, places, people's titles. */
const publicWords = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter ' +
    'council councils county borough city district town parish unitary metropolitan authority authorities government ministry minister ministers department office agency commission commissioner board trust university college school schools academy hospital nhs health police fire rescue service services association partnership group committee cabinet parliament senedd assembly court crown royal church cathedral museum library libraries theatre ' +
    'north south east west northern southern eastern western central greater upper lower street road lane avenue park centre house hall bridge station river canal coast island islands region regional ' +
    'england scotland wales ireland britain united kingdom european europe union eu uk gb english scottish welsh irish british london manchester liverpool birmingham leeds glasgow edinburgh cardiff belfast bristol dundee aberdeen highland highlands midlands national international ' +
    'contractor contractors supplier suppliers provider providers tenderer tenderers bidder bidders applicant applicants client customer employer framework lot lots contract contracts agreement tender tenders schedule appendix annex section part phase stage specification specifications requirement requirements project programme scheme works site sites service services system systems conditions terms act regulations regulation directive bill order code policy plan strategy ' +
    'mr mrs ms dr prof sir lord lady the a an and or of for to in on at by with from this these our your we you i it its all any each no not new full annual lead ltd limited plc llp cic corporate public private social enterprise business additional current relevant standard technical commercial financial education adult adults children young people housing property estates facilities waste parking highways environmental'
  ).split(' '),
)
const placeEnding =
  /(?:shire|ton|ham|bury|burgh|borough|ford|burn|pool|chester|caster|ley|mouth|worth|field|wood|dale|stead|combe|minster|gate|side|land|lands|ish|ese)$/
/** Mixed in capitals and no product. */
const mixedWords = new Set(
  'phd msc bsc beng meng mphil llb gdp eprocurement etendering esourcing etender einvoicing etenders procontract etenderwales kwh mwh gwh'.split(
    ' ',
  ),
)

/** `SmartLog`, `dataWorks`: a capital inside, which only names have. `DfT` and `McIntosh` are no products. */
export function isCoined({ kind, text, lower, isAddress }: Token): boolean {
  return (
    kind === 'word' &&
    !isAddress &&
    text.length > 4 &&
    /\p{Ll}\p{Lu}/u.test(text) &&
    !/^(?:Ma?c|O['’]|Fitz)\p{Lu}/u.test(text) &&
    !mixedWords.has(lower.replace(/'?s$/, ''))
  )
}

/** `IKO`, `PVG`: nothing but capitals. */
export const isAcronym = ({ kind, text, isAddress }: Token): boolean =>
  kind === 'word' && !isAddress && /^\p{Lu}{2,8}$/u.test(text)

/** A heading, or a line in capitals: where most words have one, a capital says nothing. */
export function isInCapitals(sentence: Sentence): boolean {
  let [words, capitals] = [0, 0]
  for (const { kind, text, isAddress } of sentence.tokens) {
    if (kind !== 'word' || text.length < 4 || isAddress) continue
    words += 1
    if (/^\p{Lu}/u.test(text)) capitals += 1
  }
  return words < 3 || capitals * 2 > words
}

/**
 * A capitalised word in the middle of a sentence of plain words, which is no public body, place, day or title.
 * Of a name of several words any one may be asked for.
 */
export function isProperName(sentence: Sentence, at: number): boolean {
  const token = tokenAt(sentence, at)
  if (isCoined(token)) return true
  const { kind, text, lower, isAddress } = token
  const before = tokenAt(sentence, at - 1)
  const isWithin = at > 0 && (before.kind !== 'mark' || /^[-'‘“"&]$/.test(before.text))
  return (
    isWithin &&
    kind === 'word' &&
    !isAddress &&
    /^\p{Lu}\p{Ll}{2}/u.test(text) &&
    !publicWords.has(lower.replace(/'s?$/, '')) &&
    !placeEnding.test(lower) &&
    !isInCapitals(sentence)
  )
}
