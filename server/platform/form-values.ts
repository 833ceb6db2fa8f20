import { londonParts } from '../../shared/platform/dates.ts'
import { fillsMarked } from './as-written.ts'
import type { Translate } from './translations.ts'

/** The part of a form's state that its fields are filled from; see `formState`. */
interface FilledForm {
  values?: Record<string, unknown>
  errors?: Record<string, string>
}

interface FieldOptions {
  label?: string
  hint?: string
  isHeading?: boolean
  size?: 's' | 'm' | 'l'
  optional?: boolean
}

/** `outcomes.0.measure` → `outcomes-0-measure`, as the error summary links to it. */
const fieldId = (path: string): string => path.replaceAll('.', '-')

/** `outcomes.0.measure` → `outcomes[0][measure]`, which the body parser reads back into the same shape. */
function fieldName(path: string): string {
  const [first = '', ...rest] = path.split('.')
  return first + rest.map((part) => `[${part}]`).join('')
}

function rawValue(form: FilledForm | undefined, path: string): unknown {
  const values = form?.values
  if (!values) return undefined
  if (Object.hasOwn(values, path)) return values[path]
  let found: unknown = values
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined
    found = (found as Record<string, unknown>)[part]
  }
  return found
}

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

function fieldValues(form: FilledForm | undefined, path: string): string[] {
  const value = rawValue(form, path)
  return (Array.isArray(value) ? value : [value]).map(asText).filter(Boolean)
}

/** A number is stored pence and shown in pounds; words are shown as they were typed. */
function moneyValue(form: FilledForm | undefined, path: string): string {
  const value = rawValue(form, path)
  if (typeof value !== 'number') return asText(value)
  return value % 100 === 0 ? String(value / 100) : (value / 100).toFixed(2)
}

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** A stored date, or the words typed, as the fields of a date input. */
function dateParts(form: FilledForm | undefined, path: string): Record<string, string> {
  const value = rawValue(form, path)
  if (value instanceof Date) {
    const { day, month, year, hour, minute } = londonParts(value)
    return {
      day: String(day),
      month: String(month),
      year: String(year),
      time: `${twoDigits(hour)}:${twoDigits(minute)}`,
    }
  }
  const typed = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return {
    day: asText(typed['day']),
    month: asText(typed['month']),
    year: asText(typed['year']),
    time: asText(typed['time']),
  }
}

/** What the macros of client/platform/components/field.njk reckon with. */
export function formGlobals(t: Translate): Record<string, (...input: never[]) => unknown> {
  const titled = (block: string, options: FieldOptions = {}) => {
    const label = options.label ?? ''
    return {
      text: options.optional ? fillsMarked(t)('{label} (optional)', { label }) : label,
      isPageHeading: options.isHeading ?? false,
      classes: `${block}--${options.size ?? (options.isHeading ? 'l' : 's')}`,
    }
  }
  return {
    fieldId,
    fieldName,
    fieldValue: (form: FilledForm | undefined, path: string) => asText(rawValue(form, path)),
    fieldValues,
    moneyValue,
    dateParts,
    fieldError: (form: FilledForm | undefined, path: string) => {
      const text = form?.errors?.[path]
      // The colon is put in by GOV.UK Frontend.
      return text ? { text, visuallyHiddenText: t('Error:').replace(/:$/, '') } : undefined
    },
    fieldHint: (options: FieldOptions = {}) => (options.hint ? { text: options.hint } : undefined),
    fieldLabel: (options: FieldOptions) => titled('govuk-label', options),
    fieldLegend: (options: FieldOptions) => titled('govuk-fieldset__legend', options),
  }
}
