import { find, has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'
import type { Found } from '../rule.ts'
import { amountsIn, apart, isAfter, isMillions, spanning } from '../vocabulary.ts'

// Accounts and insurance that a firm must show.

const accounts = phraseBook(
  'accounts|financial statements|audited financial|accounting information|balance sheet|balance sheets',
)
const otherAccounts = phraseBook(
  'final|key|portal|guest|user|users|bank|email|e-mail|customer|customers|social media|online|login|administrator|admin|member|trading accounts|client|nectar|energy|savings|individual|council tax|rent|guest|service user|supplier',
)
const notAccounts = phraseBook(
  'and audit|system|package|software|payable|receivable|team|department|manager|managers|assistant|office|for up to',
)
const accountWork = phraseBook(
  'preparation of|audit of the|auditing of|accountancy services|accounting services|accountancy|bookkeeping|payroll|reconciliation',
)

/** Where accounts are asked for. */
export function findAccounts(sentence: Sentence): Match[] {
  if (has(sentence, accountWork)) return []
  return apart(
    find(sentence, accounts)
      .filter((match) => isShort(sentence) || near(sentence, match, looked, 18, 14))
      .filter((match) => !isAfter(sentence, match.first, ofBuyer, 2))
      .filter((match) => !has(sentence, sheetOnly) || near(sentence, match, shown, 14, 8))
      .filter(
        (match) => !near(sentence, match, otherAccounts, 1, 0) && !near(sentence, match, notAccounts, 0, 1),
      )
      .map((match) => withWord(sentence, match, accountKinds)),
  )
}
// A balance sheet may be named where a figure of it is defined; it is asked for only where somebody is to show it.
const sheetOnly = phraseBook('balance sheet|balance sheets')
const shown = phraseBook('provide|submit|supply|send|copies of|copy of|required|request|must|evidence')
/** What the buyer publishes itself. */
const ofBuyer = phraseBook("publishes its|our own|council's|authority's")
/** Somebody is to show them, or they will be looked at; an item of a list says no verb. */
const looked = phraseBook(
  'provide*|submit*|supply|send|copies|copy|required|requires|request*|must|shall|evidence|review*|utilis*|assess*|analysis|filed|ask|asked|show|demonstrate|last|latest|recent|years|audited|proof',
)
const isShort = ({ tokens }: Sentence): boolean => tokens.length < 12
const accountKinds = new Set(
  'audited annual financial statutory filed published management full latest prepared unaudited professionally most recent sets of years'.split(
    ' ',
  ),
)

/** Takes the words of this set that stand right before into the match. */
function withWord(sentence: Sentence, { first, last }: Match, words: ReadonlySet<string>): Match {
  let from = first
  while (from > 0 && words.has(tokenAt(sentence, from - 1).lower)) from -= 1
  return { first: from, last }
}

const cover = phraseBook(
  "insurance|insurances|insured|indemnity|liability cover|risks cover|vehicle cover|employer's liability|employers liability|employers' liability|employer's (compulsory) liability|public liability|product liability|products liability|professional negligence",
)
const kindsOfCover = phraseBook(
  'liability insurance|indemnity insurance|all risks|liability cover|motor insurance|reward insurance|business insurance',
)
const coverDemand = phraseBook(
  'must|shall|required|require|requires|evidence|minimum|at least|in place|ensure|should|not less than|hold|copy of|copies of|certificate|certificates|appropriately insured|confirming',
)
const byStart = phraseBook(
  'commit to obtain|commit to obtaining|commit to hold|can commit|will obtain|prior to the commence*|prior to commence*|before the start|before the contract|before contract|by the start|by the commencement|at commencement|on commencement|prior to contract|prior to the contract|if successful|upon award|on award|opportunity to arrange|to be in place by|willing to obtain|undertake to obtain',
)
const duringContract = phraseBook(
  'throughout the|for the duration|during the contract|during the term|maintain throughout|keep in force|period of the contract|life of the contract',
)
const insuranceBought = phraseBook(
  'insurance services|insurance broker*|insurance brokerage|provision of insurance|supply of insurance|insurance programme|insurance policy for|claims handling|leasehold insurance|national insurance|insurance company|insurance contract|insurances for the council|insurance tender|procurement of insurance|insurance provider|insurance cover for the council|our insurance',
)

// Two words more would not mend what says "before submitting" beside them.
const withTender = phraseBook(
  'before submitting|before tendering|before bidding|prior to submitting|at the time of tender|at the time of submission|with your tender|with the tender|with your bid',
)

/** Where insurance is wanted before it is needed. */
export function findInsurance(sentence: Sentence): Found[] {
  const stands = find(sentence, cover)
  if (stands.length === 0 || [byStart, duringContract, insuranceBought].some((book) => has(sentence, book)))
    return []
  const amounts = [...amountsIn(sentence), ...largeNumbers(sentence)]
  const isAsked = amounts.length > 0 || has(sentence, coverDemand)
  const isKind = has(sentence, kindsOfCover)
  const isOnlyNamed = sentence.tokens.length < 9 && amounts.length === 0
  if (isOnlyNamed ? !isKind : !isAsked) return []
  const [named] = stands as [Match]
  const end = /^(?:insurances?|cover)$/.test(tokenAt(sentence, named.last + 1).lower)
    ? named.last + 1
    : named.last
  const whole = { first: named.first, last: end }
  const found = spanning(whole, ...amounts.filter(({ first }) => first > named.first).slice(0, 1))
  return [has(sentence, withTender) ? { ...found, rewrite: null } : found]
}

/** Figures that can only be money: `1,000,000`, `5M`. */
const largeNumbers = (sentence: Sentence): Match[] =>
  sentence.tokens.flatMap((token, at) => {
    const value = numberOf(token) ?? 0
    if (value > 0 && isMillions(sentence, at)) return [{ first: at, last: at + 1 }]
    return value >= 100_000 ? [{ first: at, last: at }] : []
  })
