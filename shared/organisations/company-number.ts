/** Letters that Companies House puts before six digits: Scotland, Northern Ireland, LLPs, societies and others. */
const prefixes =
  'AC|CE|CS|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R0|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC'
const pattern = new RegExp(`^(?:\\d{8}|(?:${prefixes})\\d{6}|(?:IP|SP|NP|RS)\\d{5}[A-Z])$`)

/** A company number in capitals, without the register's name and the marks between its characters. */
export const bareCompanyNumber = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/^GB-COH-?/, '')
    .replace(/[\s.-]/g, '')

/**
 * Reads a company number as people type it (spaces, small letters, leading zeros left out) and gives the
 * eight characters that Companies House writes, as in the GB-COH list of org-id.guide.
 * @returns null if it cannot be a company number. That one exists says nothing about who is asking.
 */
export function parseCompanyNumber(typed: string): string | null {
  const [, letters = '', digits = ''] = /^([A-Z]{0,2})(\d{1,8}[A-Z]?)$/.exec(bareCompanyNumber(typed)) ?? []
  if (digits === '' || letters.length === 1) return null
  const number = letters + digits.padStart(8 - letters.length, '0')
  return pattern.test(number) && !/^0+$/.test(number) ? number : null
}
