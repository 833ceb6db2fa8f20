/** What makes a row of the criteria one of several sub-criteria; rows without `partOf` stand for themselves. */
export interface PartOfCriterion {
  title: string
  weight: number | null
  /** The criterion that it is a part of: `Quality`. */
  partOf?: string | undefined
}

/** A criterion as it is shown: one row, or several sub-criteria under a name, whose weights it sums. */
export interface CriterionGroup<Row> {
  title: string
  /** In per cent of the total; what nobody has said yet counts nothing. */
  weight: number
  isDivided: boolean
  rows: Row[]
}

// A soft hyphen and the like, pasted from elsewhere, that nobody sees.
const unseen = /\p{Default_Ignorable_Code_Point}/gu

/** How names of criteria are compared: `Quality` and ` quality` are one, and whatever looks the same on a page. */
export const criterionName = (name: string): string =>
  name.normalize('NFC').replaceAll(unseen, '').trim().replaceAll(/\s+/g, ' ').toLowerCase()

/**
 * The rows by the criterion that they belong to, each where its first row stands. Rows stay what is answered, scored
 * and ranked (reg 31 wants the score of each); the groups only show what they come to.
 */
export function groupedCriteria<Row>(
  rows: readonly Row[],
  criterionOf: (row: Row) => PartOfCriterion,
): CriterionGroup<Row>[] {
  const divided = new Map<string, CriterionGroup<Row>>()
  const groups: CriterionGroup<Row>[] = []
  for (const row of rows) {
    const { title, weight, partOf = '' } = criterionOf(row)
    const name = criterionName(partOf)
    const known = name === '' ? undefined : divided.get(name)
    if (known) {
      known.rows.push(row)
      known.weight += weight ?? 0
      continue
    }
    const isDivided = name !== ''
    const group = { title: isDivided ? partOf.trim() : title, weight: weight ?? 0, isDivided, rows: [row] }
    groups.push(group)
    if (isDivided) divided.set(name, group)
  }
  return groups
}

/** The rows with those of one criterion side by side, its name spelled as in the first of them. */
export const together = <Row extends PartOfCriterion>(rows: readonly Row[]): Row[] =>
  groupedCriteria(rows, (row) => row).flatMap(({ title, isDivided, rows: own }) =>
    isDivided ? own.map((row) => ({ ...row, partOf: title })) : own,
  )

/** The name of a row where it stands alone: `Quality: Evidence`. */
export const fullTitle = ({ title, partOf }: Pick<PartOfCriterion, 'title' | 'partOf'>): string =>
  partOf ? `${partOf}: ${title}` : title

/** The places of rows that are named as a criterion is that has sub-criteria: nobody could tell the two apart. */
export function ambiguousRows(rows: readonly PartOfCriterion[]): number[] {
  const divided = new Set(rows.map(({ partOf = '' }) => criterionName(partOf)).filter(Boolean))
  return rows.flatMap(({ title, partOf }, index) =>
    !partOf && divided.has(criterionName(title)) ? [index] : [],
  )
}

/** A row that knows what it is called alone, and what it is a part of. */
export type Named<Row> = Row & { name: string; group: { title: string; weight: number } | null }

/** The rows in the order in which they are shown, each with its whole name and the criterion that it is a part of. */
export const namedCriteria = <Row extends PartOfCriterion>(rows: readonly Row[]): Named<Row>[] =>
  groupedCriteria(rows, (row) => row).flatMap(({ title, weight, isDivided, rows: own }) =>
    own.map((row) => ({ ...row, name: fullTitle(row), group: isDivided ? { title, weight } : null })),
  )

/** The weights of criteria in a line, those of sub-criteria behind what they come to: `Quality: 45% (Evidence 25%, Team 20%)`. */
export const weightsInLine = (rows: readonly PartOfCriterion[]): string[] =>
  groupedCriteria(rows, (row) => row).map(({ title, weight, isDivided, rows: own }) => {
    const parts = own.map((row) => `${row.title} ${row.weight ?? '?'}%`).join(', ')
    return isDivided ? `${title}: ${weight}% (${parts})` : `${title}: ${own[0]?.weight ?? '?'}%`
  })
