/**
 * The headings of a template and the fields of a challenge that what stands under them is for; a test compares them
 * with the fields.
 */
export const templateHeadings = {
  'In short': 'summary',
  'The problem': 'problem',
  'Who has the problem': 'whoHasIt',
  Context: 'context',
  'What can’t change': 'constraints',
  'Data available': 'dataAvailable',
  'Who will use it': 'users',
  'How you judge': 'assessmentMethod',
} as const
export type TemplateField = (typeof templateHeadings)[keyof typeof templateHeadings]

const plainly = (heading: string): string => heading.trim().toLowerCase().replaceAll('’', "'")
const fieldOf = new Map(
  Object.entries(templateHeadings).map(([heading, field]) => [plainly(heading), field] as const),
)

/** What a template's text gives to each field: what stands under its heading. Other headings give nothing. */
export function templateFields(body: string): Partial<Record<TemplateField, string>> {
  const fields: Partial<Record<TemplateField, string>> = {}
  for (const part of body.split(/^## +/m).slice(1)) {
    const [heading = '', ...lines] = part.split('\n')
    const field = fieldOf.get(plainly(heading))
    const words = lines.join('\n').trim()
    if (field && words) fields[field] = words
  }
  return fields
}

/** What is wrong with a template, by field: one that has none of the headings would give nothing to a draft. */
export function templateFaults({ type, body }: { type: string; body: string }): Record<string, string> {
  if (type !== 'template' || Object.keys(templateFields(body)).length > 0) return {}
  const headings = Object.keys(templateHeadings)
    .map((heading) => `“## ${heading}”`)
    .join(', ')
  return { body: `Write under at least one of these headings what it gives to a challenge: ${headings}` }
}
