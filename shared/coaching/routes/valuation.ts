import type { Day, Jurisdiction, Law, Threshold } from '../law/law.ts'
import { amountInWords, contractThreshold, findThreshold, reaches } from '../law/lookups.ts'
import type { Valuation } from './advice.ts'
import type { Answers } from './answers.ts'

interface Part {
  name: string
  /** Null: it counts, and nobody knows how much it is. */
  pence: number | null
  section: string
}

/** A later contract counts with the first, unless there are good reasons (Sch 3 para 4). */
export const countsScale = ({ scaling, separateReasons }: Answers): boolean =>
  scaling === 'included' || (scaling === 'later' && !separateReasons)

function partsOf(answers: Answers): Part[] {
  const { valuePence, optionsPence, extensionsPence, prizesPence, scalePence, scaling } = answers
  const parts: Part[] = [
    { name: 'The contract', pence: valuePence, section: 'Sch 3 para 1(1)' },
    { name: 'Options', pence: optionsPence, section: 'Sch 3 para 1(2)(b)' },
    { name: 'Extensions and renewals', pence: extensionsPence, section: 'Sch 3 para 1(2)(c)' },
    { name: 'Prizes and payments to participants', pence: prizesPence, section: 'Sch 3 para 1(2)(e)' },
  ]
  if (countsScale(answers)) {
    const name =
      scaling === 'included' ? 'Scaling up, in the same contract' : 'Scaling up, in a later contract'
    parts.push({
      name,
      pence: scalePence,
      section: scaling === 'included' ? 'Sch 3 para 1(1)' : 'Sch 3 para 4(2)',
    })
  }
  return parts.filter(({ pence }) => pence !== 0)
}

function wordsOf(total: number | null, known: number, threshold: Threshold): string {
  const amount = amountInWords(threshold.pence)
  if (total === null && reaches(known, threshold)) {
    return `What is known is ${amountInWords(known)} already: at or above the threshold of ${amount}.`
  }
  if (total === null) {
    return `The value can’t be estimated, so the contract is treated as above the threshold of ${amount}.`
  }
  return reaches(total, threshold)
    ? `${amountInWords(total)} is at or above the threshold of ${amount}: a public contract.`
    : `${amountInWords(total)} is below the threshold of ${amount}.`
}

/**
 * What a contract is worth by Schedule 3, and whether that makes it a public contract on a day.
 * @throws RangeError where no threshold is known for the day
 */
export function valuationOf(answers: Answers, law: Law, on: Day): Valuation {
  const jurisdiction: Jurisdiction = answers.nation === 'scotland' ? 'england' : answers.nation
  const wanted = { authority: answers.buyer, contract: answers.contract, jurisdiction }
  const threshold = contractThreshold(law, wanted, on)
  const notifiable = hasPartSix(answers) ? findThreshold(law, { ...wanted, subject: 'notifiable' }, on) : null
  const parts = partsOf(answers)
  const known = parts.reduce((sum, { pence }) => sum + (pence ?? 0), 0)
  const pence = parts.some((part) => part.pence === null) ? null : known
  const isAbove = pence === null || reaches(pence, threshold)
  return {
    pence,
    parts,
    thresholdPence: threshold.pence,
    isAbove,
    notifiablePence: notifiable?.pence ?? null,
    isNotifiable: !isAbove && notifiable !== null && reaches(known, notifiable),
    words: wordsOf(pence, known, threshold),
    section: pence === null ? 'Sch 3 para 5' : 's.3',
    confidence: threshold.confidence,
  }
}

/**
 * Part 6 of the Act covers contracts below the threshold, but not those of utilities (s.84(1)(c)) nor of
 * transferred Northern Ireland authorities (s.84(2)(b)).
 */
export const hasPartSix = ({ buyer, nation }: Answers): boolean =>
  buyer !== 'utility' && nation !== 'northern-ireland' && nation !== 'scotland'
