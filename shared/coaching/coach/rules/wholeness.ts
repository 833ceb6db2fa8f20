import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import type { DraftReading } from '../rule.ts'
import { amountsIn, funding, requiring, sharesIn } from '../vocabulary.ts'

// What a running text says of outcomes, people, money and stages. Where a draft has fields for them, those count.

const changing = phraseBook(
  'improve|improves|improved|improving|improvement|improvements|reduce|reduces|reducing|reduction|increase|increases|increasing|enhance|enhances|enhancing|prevent|prevents|preventing|prevention of|enable|enables|enabling|empower|empowers|raise the|transform|transforms|benefit|benefits|tackle|tackling|lower the|cut|decarbonis*|eliminate|minimise|maximise|strengthen|boost|accelerate|safer|healthier|greener|fairer|quicker|fewer|achieve better',
  'so that|address|addresses|addressing|challenges in|drive the|promote|promoting|protect|protecting|outcomes|deliver outcomes|lead to|independent lives|life chances|quality of life|wellbeing|well-being|encourage|support people to|help people|make it easier|easier for|ensure that people|ensures it|to ensure it|ensure future|inform|build capacity|aims to|aim to|ambition|ambitions|objective is|objectives are|aim of|aim is|the goal|desired outcome|sustainable|sustainability|efficienc*|regenerate|enrich|attract',
)
// Words of the same sort that say nothing of what is to change.
const empty = phraseBook(
  'continuous improvement|improvement works|home improvement|road improvements|improvements to the building|please ensure|benefits office|employee benefits|housing benefit|community benefits|community benefit|address below|email address|e-mail address|web address|postal address|cut off|cut-off|grass cutting|outcome of this|further information|to inform you',
)

/** Sentences that say what is to change for somebody. */
export const outcomeSentences = (sentences: Sentence[]): Sentence[] =>
  sentences.filter((sentence) =>
    find(sentence, changing).some((match) => !near(sentence, match, empty, 2, 2)),
  )

const fullCost = phraseBook('economic cost|economic costs|of the cost|of costs|full economic')
const measures = phraseBook(
  'baseline|target of|fewer than|no more than|at least|within 24 hours|per 100|per 1,000|per 1000|from the current|by a third|by half|halve|double|measured by',
)

/** Whether an outcome has a figure that shows when it came about. */
export function isMeasured(sentence: Sentence): boolean {
  if (has(sentence, fullCost)) return false
  const figures = sentence.tokens.some((token) => numberOf(token) !== null && token.kind === 'number')
  return sharesIn(sentence).length > 0 || (figures && has(sentence, measures)) || isFromTo(sentence)
}

/** `from 33 to 23` */
function isFromTo(sentence: Sentence): boolean {
  return sentence.tokens.some(
    ({ lower }, at) =>
      lower === 'from' &&
      numberOf(tokenAt(sentence, at + 1)) !== null &&
      [2, 3, 4].some(
        (on) =>
          tokenAt(sentence, at + on).lower === 'to' && numberOf(tokenAt(sentence, at + on + 1)) !== null,
      ) &&
      // A run of years or hours isn't a change.
      (numberOf(tokenAt(sentence, at + 1)) ?? 0) < 1900,
  )
}

const people = phraseBook(
  'professional|graduate|graduates|human health|residents|resident|tenants|tenant|leaseholders|pupils|pupil|students|learners|children|child|young people|young person|older people|people|persons|families|parents|carers|patients|citizens|visitors|customers|passengers|drivers|cyclists|pedestrians|staff|employees|workforce|women|men|adults|victims|survivors|refugees|households|homeowners|householders|applicants|claimants|service users|users|volunteers|communities|the community|the public|public transport users|businesses|smes|small businesses|traders|farmers|researchers|researcher|fellows|fellowship|fellowships|scientists|clinicians|nurses|teachers|professionals|councillors|officers|social workers|members of the public|teams|schools|nurseries|care leavers|offenders|prisoners|veterans|commuters|shoppers|stakeholders|your institution|your group|research organisation|career|jobseekers|motorists|toddlers|babies|lives of those|rough sleepers|those with|those who|individuals',
)
// The people of whom a notice speaks when it speaks of replying, or of the site.
const bystanders = phraseBook(
  'open to the public|fit people|external companies|prospective supplier|user of the|users of the portal|officer directly|contact the officer|new users|registered users|key stakeholders meeting|staff of the contractor|local leaders|staff car park|community engagement events',
)
const properNouns = new Set(['school', 'centre', 'college', 'hub', 'hospital'])

/** Whether anybody is named who is to use it or has the good of it. */
export const namesPeople = (sentences: Sentence[]): boolean =>
  sentences.some((sentence) =>
    find(sentence, people).some(
      (match) => !near(sentence, match, bystanders, 3, 3) && !isProperName(sentence, match),
    ),
  )

/** `Children's Centre` and `Women's Hospital` name a building. */
const isProperName = (sentence: Sentence, { last }: Match): boolean => {
  const next = tokenAt(sentence, last + 1)
  return /^\p{Lu}/u.test(tokenAt(sentence, last).text) && properNouns.has(next.lower)
}

const notBudget = phraseBook('insurance|indemnity|turnover|liability|fine of|per claim')
const bareMoney = phraseBook('budget of|budget is|value of|valued at|worth|up to|total of|estimated at')

/** The largest sum that the text speaks of, in pounds; null for none. */
export function largestSum(sentences: Sentence[]): number | null {
  let largest: number | null = null
  for (const sentence of sentences) {
    const amounts = amountsIn(sentence)
    if (has(sentence, notBudget)) continue
    for (const { pounds } of amounts) largest = Math.max(largest ?? 0, pounds)
    for (const { last } of amounts.length > 0 ? [] : find(sentence, bareMoney)) {
      const value = numberOf(tokenAt(sentence, last + 1))
      if (
        value !== null &&
        value >= 1000 &&
        tokenAt(sentence, last + 1).text.includes(',') &&
        tokenAt(sentence, last + 2).text === '.'
      ) {
        largest = Math.max(largest ?? 0, value)
      }
    }
  }
  return largest
}

const stages = phraseBook(
  'pilot|pilots|piloting|piloted|trial|trials|trialling|phase|phases|phased|prototype|prototypes|proof of concept|proof-of-concept|feasibility|test bed|testbed|test-bed|discovery|two-stage|two stage|stage one|stage 1|first stage|sandbox|demonstrator|demonstrators|demonstration|alpha|beta',
)
/** Whether a first, smaller step is spoken of. */
export const namesStages = (sentences: Sentence[]): boolean =>
  sentences.some((sentence) => has(sentence, stages))

const novel = phraseBook(
  'innovative|innovation|innovations|innovate|novel|new technologies|new technology|research projects|apply for funding|research and development|r&d|emerging|breakthrough|cutting edge|cutting-edge|solutions that|funding for research|research programme|fund research|fellowships|new approaches|translational research|gravitational|experimental|you can apply|can apply for|pioneering',
)
const notNovel = phraseBook('innovation centre|innovation hub|innovation park|innovation district')

/** Whether it is about something that isn't there to be bought yet. */
export const isNovel = (sentences: Sentence[]): boolean =>
  sentences.some((sentence) => has(sentence, novel) && !has(sentence, notNovel))

const works = phraseBook(
  'installation of|strip out|removal of|supply and install|build a|refurbish|shall include|will also provide|will provide|will include|will be accessible|works comprise|complete with|also included',
)

/** How many demands a text makes: one for each sentence that demands, one for each item of a list of works. */
export function demandsOf(sentences: Sentence[]): Sentence[] {
  let isList = false
  return sentences.filter((sentence) => {
    // The items under `You must:` go on in small letters.
    const isItem = isList && /^\p{Ll}/u.test(sentence.text)
    const isDemand = has(sentence, requiring) || has(sentence, works)
    isList = isItem || (isDemand && sentence.text.endsWith(':'))
    return isItem || (isDemand && !sentence.text.endsWith(':'))
  })
}

/** Whether a funder speaks to those who may apply. */
export const isFunding = ({ sentences }: DraftReading): boolean =>
  sentences.some((sentence) => has(sentence, funding))
