import type { ChallengeContent } from '../challenges/challenge.ts'

/** A part of a challenge that a question can be about. */
export interface ChallengePart {
  /** The same in every version of the challenge: `problem`, `outcomes.abc`. */
  key: string
  label: string
  /** The id of its place on the challenge's page. */
  anchor: string
  /** What it says, to be compared with another version only. */
  text: string
}

type Row = [key: string, label: string, anchor: string, value: unknown]

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value)
    ? value.every(isEmpty)
    : typeof value === 'object' && !(value instanceof Date) && Object.values(value).every(isEmpty))

/** The parts that a challenge has at present, in the order of its page; what says nothing is left out. */
export function partsOf(content: ChallengeContent): ChallengePart[] {
  const { budget, stages, timetable, shortTime, cpv, regions, onFile } = content
  const rows: Row[] = [
    ...content.outcomes.map((outcome, index): Row => {
      const { id, ...words } = outcome
      return [`outcomes.${id}`, `Outcome ${index + 1}: ${outcome.title}`, `outcome-${id}`, words]
    }),
    ['problem', 'The problem', 'problem', content.problem],
    ['whoHasIt', 'Who has it', 'who', content.whoHasIt],
    ['users', 'Who will use it', 'users', content.users],
    ['context', 'Context', 'context', content.context],
    ['constraints', 'What can’t change', 'constraints', content.constraints],
    ['dataAvailable', 'Data that you can have', 'data', content.dataAvailable],
    ['asks', 'What we ask for', 'asks', content.asks],
    ...content.criteria.map((criterion, index): Row => {
      const { id, ...words } = criterion
      return [`criteria.${id}`, `Criterion ${index + 1}: ${criterion.title}`, `criterion-${id}`, words]
    }),
    ['wholeLifeYears', 'The price that is compared', 'criteria', content.wholeLifeYears ?? null],
    ['assessmentMethod', 'How we give scores', 'criteria', content.assessmentMethod],
    ['timetable', 'Timetable', 'at-a-glance', [Object.values(timetable), shortTime.reason]],
    ['budget', 'Money and stages', 'at-a-glance', [Object.values(budget), stages]],
    ...content.attachments.map(
      ({ id, name, description, sha256 }): Row => [
        `attachments.${id}`,
        `Attachment: ${name}`,
        'attachments',
        [name, description, sha256],
      ],
    ),
    ['onFile', 'What is on file', 'on-file', onFile],
    ['category', 'Category and place', 'details', [cpv, regions]],
  ]
  return rows
    .filter(([, , , value]) => !isEmpty(value))
    .map(([key, label, anchor, value]) => ({ key, label, anchor, text: JSON.stringify(value) }))
}
