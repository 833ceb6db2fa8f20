import type { Day } from '../coaching/law/law.ts'
import { inWords } from '../coaching/law/lookups.ts'
import type { AwardStage } from './award.ts'

/** What the list of steps is made from. */
export interface StepFacts {
  isAbove: boolean
  stage: AwardStage
  /** Of those who would win by the ranking; null where nobody is ranked. */
  exclusions: { suppliers: string[]; isDone: boolean } | null
  /** False where it ended, or will end, without an award. */
  hasWinners: boolean
  isReleased: boolean
  /** Findings that keep the summaries from going out. */
  toMend: number
  /** The last day of the standstill; null where there is none or its clock does not run yet. */
  standstillEndsOn: Day | null
  isPublished: boolean
  /** One for each winner. */
  contracts: {
    supplierName: string
    submissionId: string
    noticeDueOn: Day | null
    hasNotice: boolean
    isEntered: boolean
  }[]
  hasEndNotice: boolean
  today: Day
}

export type StepState = 'done' | 'due' | 'blocked' | 'not-needed'

/** One step from the ranking to the contract, in order. */
export interface ComingStep {
  id:
    | 'exclusions'
    | 'decision'
    | 'feedback'
    | 'release'
    | 'publication'
    | 'standstill'
    | 'contract'
    | 'contract-notice'
    | 'end-notice'
  title: string
  state: StepState
  /** Why it is blocked, by when it is due, or what it is for. */
  words: string
  section: string
  /** Of the contract that it is about; empty for the others. */
  submissionId: string
}

const step = (
  id: ComingStep['id'],
  title: string,
  state: StepState,
  words = '',
  section = '',
  submissionId = '',
): ComingStep => ({ id, title, state, words, section, submissionId })

/** Everything that comes after the ranking, in order, each done, due, or blocked and why. */
export function comingSteps(facts: StepFacts): ComingStep[] {
  const isDecided = facts.stage !== 'open'
  const first = [...exclusionSteps(facts), decisionStep(facts, isDecided)]
  if (facts.stage === 'ended' && !facts.isReleased) return [...endSteps(facts)]
  const feedback = feedbackSteps(facts, isDecided)
  if (isDecided && !facts.hasWinners) return [...first, ...feedback, ...endSteps(facts)]
  if (facts.stage === 'ended') return [...first, ...feedback, ...endSteps(facts)]
  return [...first, ...feedback, ...awardSteps(facts)]
}

/** Grounds of exclusion come before the decision; below the threshold they are good practice and stop nothing. */
function exclusionSteps({ exclusions, isAbove, isReleased }: StepFacts): ComingStep[] {
  if (!exclusions) return []
  const { suppliers, isDone } = exclusions
  const words = isAbove
    ? 'Before a supplier can win. Each ground is marked with what was found, by whom and when.'
    : 'Good practice below the threshold: it does not stop the decision.'
  const state = isDone ? 'done' : isReleased ? 'not-needed' : 'due'
  const title = `Check exclusion grounds and conditions: ${suppliers.join(', ')}`
  return [step('exclusions', title, state, state === 'due' ? words : '', isAbove ? 's.26' : '')]
}

function decisionStep({ exclusions, isAbove }: StepFacts, isDecided: boolean): ComingStep {
  const title = 'Decide, provisionally, who wins'
  if (isDecided) return step('decision', title, 'done')
  if (isAbove && exclusions && !exclusions.isDone)
    return step('decision', title, 'blocked', 'First finish the checks of exclusion grounds.')
  const words = 'By the ranking. Nobody outside the buyer learns of it before the feedback goes out.'
  return step('decision', title, 'due', words)
}

function feedbackSteps({ stage, toMend, isReleased, isAbove }: StepFacts, isDecided: boolean): ComingStep[] {
  const writing =
    stage === 'decided'
      ? toMend > 0
        ? step('feedback', 'Write the feedback', 'due', `Still to mend: ${toMend}`)
        : step('feedback', 'Write the feedback', 'done')
      : step(
          'feedback',
          'Write the feedback',
          isReleased ? 'done' : 'blocked',
          isDecided ? '' : 'First decide who wins.',
        )
  const release = isReleased
    ? step('release', 'Send it to all suppliers at one instant', 'done')
    : step(
        'release',
        'Send it to all suppliers at one instant',
        stage === 'decided' && toMend === 0 ? 'due' : 'blocked',
        stage === 'decided' && toMend === 0 ? '' : 'First every summary must be whole.',
        isAbove ? 's.50(3)' : '',
      )
  return [writing, release]
}

function awardSteps(facts: StepFacts): ComingStep[] {
  const { isAbove, isReleased, isPublished, standstillEndsOn, today } = facts
  const publication = step(
    'publication',
    isAbove
      ? 'Publish the contract award notice (UK6), and record its number and day'
      : 'Make the award public, and record the day',
    isPublished ? 'done' : isReleased ? 'due' : 'blocked',
    isReleased || isPublished ? '' : 'First the feedback goes out.',
    isAbove ? 's.50' : '',
  )
  const isOver = isPublished && (standstillEndsOn === null || today > standstillEndsOn)
  const standstill = step(
    'standstill',
    'Wait until the standstill is over',
    isPublished && standstillEndsOn === null
      ? 'not-needed'
      : isOver
        ? 'done'
        : isPublished
          ? 'due'
          : 'blocked',
    isPublished
      ? standstillEndsOn === null
        ? 'You chose none.'
        : `It ends with ${inWords(standstillEndsOn)}.`
      : 'Its clock begins with the day of publication.',
    isAbove ? 's.51(2)' : 's.51(5)',
  )
  return [publication, standstill, ...facts.contracts.flatMap((one) => contractSteps(one, facts, isOver))]
}

function contractSteps(
  { supplierName, submissionId, isEntered, hasNotice, noticeDueOn }: StepFacts['contracts'][number],
  { isAbove, standstillEndsOn, isPublished }: StepFacts,
  isOver: boolean,
): ComingStep[] {
  const waits = isPublished && standstillEndsOn
  const contract = step(
    'contract',
    `Enter into the contract with ${supplierName}, and record it`,
    isEntered ? 'done' : isOver ? 'due' : 'blocked',
    isEntered || isOver
      ? ''
      : waits
        ? `Not before the end of ${inWords(standstillEndsOn)}.`
        : 'First the award is published.',
    isAbove ? 's.51(1)' : '',
    submissionId,
  )
  const notice = step(
    'contract-notice',
    `Publish the contract details notice (UK7) of the contract with ${supplierName}`,
    hasNotice ? 'done' : isEntered ? 'due' : 'blocked',
    hasNotice
      ? ''
      : noticeDueOn
        ? isAbove
          ? `By ${inWords(noticeDueOn)}.`
          : `As soon as reasonably practicable, if the contract is notifiable; we remind you on ${inWords(noticeDueOn)}.`
        : 'First the contract is recorded.',
    isAbove ? 's.53(1)(b)' : 's.87(3)',
    submissionId,
  )
  return [contract, notice]
}

function endSteps({ isAbove, stage, hasEndNotice }: StepFacts): ComingStep[] {
  if (!isAbove) return []
  const isEnded = stage === 'ended'
  return [
    step(
      'end-notice',
      'Publish the procurement termination notice (UK12), and record its number',
      hasEndNotice ? 'done' : isEnded ? 'due' : 'blocked',
      hasEndNotice ? '' : isEnded ? 'As soon as reasonably practicable.' : 'First the feedback goes out.',
      's.55',
    ),
  ]
}
