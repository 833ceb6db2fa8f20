import { type ChallengeKind, kindFacts } from './kinds.ts'

/** The task list of a challenge, in the order in which it is written. */
export const sections = [
  {
    name: 'problem',
    title: 'The problem and who has it',
    fields: ['title', 'summary', 'problem', 'whoHasIt', 'demand'],
  },
  { name: 'outcomes', title: 'The outcomes you want', fields: ['outcomes'] },
  {
    name: 'context',
    title: 'Context, constraints and data',
    fields: ['context', 'constraints', 'dataAvailable'],
  },
  { name: 'users', title: 'Who will use it', fields: ['users'] },
  { name: 'budget', title: 'Budget and stages', fields: ['kind', 'stages', 'budget'] },
  { name: 'timetable', title: 'Timetable', fields: ['timetable', 'shortTime'] },
  { name: 'category', title: 'Category and region', fields: ['cpv', 'regions'] },
  {
    name: 'judging',
    title: 'What you ask for and how you judge',
    fields: ['asks', 'askedStage', 'criteria', 'wholeLifeYears', 'assessmentMethod'],
  },
  { name: 'contact', title: 'Questions and contact', fields: ['contact'] },
  { name: 'on-file', title: 'What is on file', fields: ['onFile'] },
  { name: 'attachments', title: 'Attachments', fields: ['attachments'] },
] as const
export type SectionName = (typeof sections)[number]['name']
export type Section = (typeof sections)[number]

/** The sections that a challenge of this kind has; files may be added to any. */
export const sectionsOf = (kind: ChallengeKind): Section[] =>
  sections.filter(({ name }) => name === 'attachments' || kindFacts(kind).sections.includes(name))

/** Null for a word that names no section. */
export const findSection = (name: string): Section | null =>
  sections.find((section) => section.name === name) ?? null

/** The section whose page a field is on; a path such as `outcomes.0.measure` counts by its first part. */
export function sectionOfField(path: string): SectionName {
  const field = path.split('.')[0] ?? ''
  return sections.find(({ fields }) => (fields as readonly string[]).includes(field))?.name ?? 'problem'
}
