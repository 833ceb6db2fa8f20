import type { PeriodCase } from '../law/lookups.ts'
import type { Case } from './case.ts'
import { afterSigning, type Move, note, publish, respond, standstill, work } from './timetable.ts'

/**
 * Talking with the market before anything is written, where that is planned.
 * @param needsNotice the Act wants UK2 for public contracts only
 */
export const engageFirst = ({ answers, valuation }: Case, needsNotice = valuation.isAbove): Move[] =>
  answers.engagement === 'planned'
    ? [
        ...(needsNotice ? [publish('uk2', 'Before the tender notice (UK4).')] : []),
        work('engage', 'engaged', 'The engagement closes'),
        work('digest', 'digested', 'What the market said is taken in'),
      ]
    : []

/** Writing everything, up to the tender notice. */
export const prepareAndPublish = (given: Case, notice: string, words: string): Move[] => [
  ...engageFirst(given),
  work('prepare', 'prepared', 'Documents are ready, and what must be on file is there'),
  publish(notice, words),
]

/** Requests to participate, and the choice of whom to invite. */
export const participate: Move[] = [
  respond('participation', 'requests-due', 'Requests to participate are due'),
  work('select', 'invited', 'Suppliers are chosen and invited'),
]

/** Suppliers that met the conditions of participation before they were invited. */
export const preSelected: Partial<PeriodCase> = { isPreSelected: true }

/** From the last tender to the award notice. */
export const assessAndTell: Move[] = [
  work('assess', 'assessed', 'Tenders are assessed, and the scores agreed'),
  work('decide', 'decided', 'The decision is taken and the assessment summaries are written'),
  note(
    'summaries',
    'Send the assessment summaries, to all at the same time',
    'To every supplier whose tender was assessed, before the award notice.',
    's.50(3)',
  ),
]

/** From the award notice on: light touch contracts need no standstill. */
export const award = (given: Case, details: 'uk7-above' | 'uk7-direct'): Move[] => [
  publish('uk6', 'It begins the standstill.'),
  ...(given.hasIndicators
    ? [
        note(
          'indicators',
          'Set and publish at least three key performance indicators',
          'Before signing a contract of more than £5 million.',
          's.52(1)',
        ),
      ]
    : []),
  standstill(given.isLightTouch ? 'voluntary' : 'mandatory'),
  afterSigning(details),
]
