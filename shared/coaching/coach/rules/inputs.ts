import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import { isAfter, oneEach, requiring } from '../vocabulary.ts'

// How much work is done, how often and by how many, instead of what comes of it.

const perTime = new Set(
  'day days week weeks month months year years annum fortnight quarter shift night weekday evening term season'.split(
    ' ',
  ),
)
const worked = new Set(
  'hour hours hrs day days week weeks shift shifts visit visits session sessions times occasions inspection inspections meeting meetings collection collections clean cleans cut cuts delivery deliveries report reports patrols checks call calls workshops lessons classes services surveys audits'.split(
    ' ',
  ),
)
const counts = new Set(['once', 'twice'])
const joins = /^(?:per|a|each|every|an|in|\/)$/

/** `2.5 hours per day`, `twice a week`, `three site visits each month`. */
function ratesIn(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const isCount = counts.has(tokenAt(sentence, at).lower)
    if (!isCount && numberOf(tokenAt(sentence, at)) === null) continue
    const unit = isCount ? at : unitAfter(sentence, at)
    if (unit === null) continue
    const isRate =
      joins.test(tokenAt(sentence, unit + 1).lower) && perTime.has(tokenAt(sentence, unit + 2).lower)
    if (isRate && !isSpan(sentence, unit)) found.push({ first: at, last: unit + 2 })
  }
  return found
}
/** The work that a number counts: the next word, or the one after a word for its kind. */
function unitAfter(sentence: Sentence, at: number): number | null {
  for (const on of [1, 2, 3]) {
    const { lower, kind, text } = tokenAt(sentence, at + on)
    if (worked.has(lower)) return at + on
    if (kind !== 'word' && !/^[()-]$/.test(text)) return null
  }
  return null
}
/** `two days in week one` is a date. */
const isSpan = (sentence: Sentence, unit: number): boolean => tokenAt(sentence, unit + 1).lower === 'in'

const intervals = new Set(
  'day days week weeks month months year years fortnight quarter hour hours minutes'.split(' '),
)
const intervalWork = phraseBook(
  'inspect*|test*|servic*|clean*|meet*|report*|visit*|check*|empt*|cut|collect*|review*|survey*|audit*|maintain*|sweep*|attend*|replace*|submit*|updat*|calibrat*|monitor*',
)
/** `each month`; `each year` is mostly a budget's. */
const isEach = (sentence: Sentence, at: number): boolean =>
  tokenAt(sentence, at).lower === 'each' &&
  /^(?:day|week|month|quarter)$/.test(tokenAt(sentence, at + 1).lower)
/** `every 6 months`, of something that is done. */
function intervalsIn(sentence: Sentence): Match[] {
  const found: Match[] = []
  for (let at = 0; at < sentence.tokens.length - 1; at += 1) {
    if (tokenAt(sentence, at).lower !== 'every' && !isEach(sentence, at)) continue
    const unit = numberOf(tokenAt(sentence, at + 1)) === null ? at + 1 : at + 2
    if (!intervals.has(tokenAt(sentence, unit).lower)) continue
    const match = { first: at, last: unit }
    if (near(sentence, match, intervalWork, 14, 8)) found.push(match)
  }
  return found
}

const frequencies = phraseBook(
  'once a week|once a month|once a year|once a day|once per|twice a year|twice a week|twice a month|every week|every month|every fortnight|every six months|every 6 months|every three months|every 3 months|every two weeks|24 / 7|24 / 7 / 365|24 x 7|24 hours a day|24 hours per day|24 hour a day|7 days a week|seven days a week|365 days a year|365 days per year|round the clock|round-the-clock|24-hour response|24 hour response|24-hour call-out|24 hour call out|24-hour service|24 hour service|24hr|24-hour cover|24 hour cover|24-hour support|twice daily|on a daily basis|on a weekly basis|on a monthly basis|on a quarterly basis|on an annual basis|on a fortnightly basis|annual|annually|quarterly|monthly|weekly|daily|fortnightly|six monthly|six-monthly|twice yearly|twice-yearly|biannual|bi-annual|biannually|nightly|hourly|twice weekly|twice-weekly|yearly',
)
const done = phraseBook(
  'inspection|inspections|inspect*|visit|visits|servicing|serviced|service visits|maintenance|maintained|cleaning|cleaned|cleans|clean|meetings|meeting|meet|reports|report|reporting|reported|testing|tests|tested|collection|collections|collected|checks|checked|check|patrols|sweeping|swept|mowing|mown|emptying|emptied|management information|updates|statements|audits|audit|surveys|survey|calibration|reviews|review meetings|returns|newsletter|newsletters|walkabouts|litter picks|litter picking|service visit',
)
const otherTimes = phraseBook(
  'available monday|open monday|opening hours|opens|runs|helpline|there is help|completion within|interview*|funding|operates 24|operates from|operates monday|open from|is open|are open|open for|extend*|extension|invoice*|payment|payments|turnover|annual report|annual reports|annual accounts|annual value|annual leave|annual budget|annual spend|annual review of the price|rounds',
)

/** What is done today, or must be by law, is described and not asked for. */
const nowDone = phraseBook(
  'currently|at present|comprises|statutory duty|remain open|new entrants|has been|have been|was|were|today',
)

const people = phraseBook(
  'staff|officer|officers|operative|operatives|worker|workers|fte|ftes|engineers|engineer|technicians|technician|attendants|guards|guard|wardens|cleaners|carers|nurses|crew|crews|apprenticeship|apprenticeships|apprentice|apprentices|drivers|consultants|personnel|supervisor|supervisors|managers|instructors|coaches|teachers|lifeguards|stewards|receptionists|operatives on site|full time equivalent|full-time equivalent|support workers|advisers|advisors|person team|members of staff|placements|work placements',
)
const fullTime = phraseBook('full time|full-time|part time|part-time|whole time|dedicated')

/** A number of people that must be there: `a minimum of two staff`, `two full-time officers`. */
function isStaffed(sentence: Sentence, match: Match): boolean {
  for (let at = match.first - 1; at >= match.first - 5 && at >= 0; at -= 1) {
    const value = numberOf(tokenAt(sentence, at))
    if (value === null) continue
    if (value < 1) return false
    if (/^(lot|question|section|%)$/.test(tokenAt(sentence, at - 1).lower)) return false
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
const atLeast = phraseBook('minimum of|at least|not less than|no fewer than|no less than|minimum|always has')
const provideOne = phraseBook('provide|provision of|requires|deploy|comprising|consist of')

const events = phraseBook(
  'site visits|visits|meetings|workshops|inspections|sessions|training sessions|training days|working days per|contact hours|hours of|hours of training|site meetings|events|collections',
)
/** `at least four workshops must be held`: a number of occasions as a demand, not as an offer. */
const counted = (sentence: Sentence): Match[] =>
  find(sentence, events).filter(({ first }) => {
    const at = [1, 2].find((back) => numberOf(tokenAt(sentence, first - back)) !== null)
    if (at === undefined) return false
    return isAfter(sentence, first - at, atLeast, 2) || isAfter(sentence, first - at, mustDo, 5)
  })
const mustDo = phraseBook('must|shall|must attend|shall attend|required to|will be required')

/** Much is annual that nobody does every year: what is done must stand right beside it. */
const isYearly = (sentence: Sentence, { first }: Match): boolean =>
  tokenAt(sentence, first).lower === 'annual'

/** Where staff, hours, visits or a frequency are prescribed. */
/** Fields that tell of today: how often something happens there is asked of nobody, unless the sentence demands. */
const toldOfToday = new Set(['problem', 'whoHasIt', 'users'])

export function findInputs(sentence: Sentence): Match[] {
  if (toldOfToday.has(sentence.field) && !has(sentence, requiring)) return []
  if (has(sentence, otherTimes) || (has(sentence, nowDone) && !has(sentence, requiring))) return []
  const often = find(sentence, frequencies).filter(
    (match) => match.last > match.first || near(sentence, match, done, 3, isYearly(sentence, match) ? 2 : 5),
  )
  return oneEach([
    ...ratesIn(sentence),
    ...intervalsIn(sentence),
    ...often,
    ...counted(sentence),
    ...find(sentence, people).filter((match) => isStaffed(sentence, match)),
  ])
}
