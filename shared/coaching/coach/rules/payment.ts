import { has, near, phraseBook } from '../phrases.ts'
import { type Match, numberOf, type Sentence, tokenAt } from '../reading.ts'

// When invoices are paid.

const paying = phraseBook(
  'pay|pays|paid|payment terms|payment period|invoices|invoice|terms of payment|credit terms|day terms|days terms',
)
const dayWords = /^days?$/
/** The longest time for payment that the law lets stand, in days (s.68(2), s.88(2)). */
const latestPayment = 30
const ofWork = phraseBook('work|leave|training|support|service|notice')

/** Where a time for payment is named that the law does not let stand. */
export function findSlowPayment(sentence: Sentence): Match[] {
  if (!has(sentence, paying)) return []
  return sentence.tokens.flatMap((token, at) => {
    const unit = tokenAt(sentence, at + 1).text === '-' ? at + 2 : at + 1
    const isSlow = (numberOf(token) ?? 0) > latestPayment && (numberOf(token) ?? 0) <= 365
    const match = { first: at, last: unit }
    const isDays = dayWords.test(tokenAt(sentence, unit).lower)
    return isSlow && isDays && near(sentence, match, paying, 6, 3) && !near(sentence, match, ofWork, 0, 2)
      ? [match]
      : []
  })
}
