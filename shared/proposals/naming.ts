import { isNamedIn } from '../organisations/organisation-name.ts'
import { type ProposalForm, questionsOf } from './form.ts'
import { wordsIn } from './form-checks.ts'
import type { ProposalContent } from './proposal.ts'

/** What tells who wrote a proposal: names of those who take part, and addresses that are theirs. */
export interface Identity {
  names: readonly string[]
  /** Web and e-mail addresses: `damson.example`, `hello@damson.example`. */
  addresses: readonly string[]
}

/** A place of a proposal that names somebody who takes part in it. */
export interface NamingPlace {
  /** Its path in the draft. */
  field: string
  title: string
  /** What was found there. */
  found: string[]
}

/** The web address of a link as people write it: without `https://` and `www.`, with what follows the host. */
export function plainAddress(link: string): string {
  return link
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '')
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}-]/u.test(sign)

function hasAddress(text: string, address: string): boolean {
  const said = text.toLowerCase()
  for (let at = said.indexOf(address); at >= 0; at = said.indexOf(address, at + 1))
    if (!isLetter(said[at - 1]) && !isLetter(said[at + address.length])) return true
  return false
}

/**
 * Where a proposal names those who wrote it, for one that is first read without names. It finds names and addresses as
 * they are written, not what tells them in other words. The team is left out: evaluators do not see it before.
 */
export function placesOfNames(
  content: ProposalContent,
  form: ProposalForm,
  { names, addresses }: Identity,
): NamingPlace[] {
  return questionsOf(form)
    .filter(({ part }) => part !== 'team')
    .flatMap((question) => {
      const text = wordsIn(content, form, question) ?? ''
      const found = [
        ...names.filter((name) => name !== '' && isNamedIn(name, text)),
        ...addresses.filter((address) => address !== '' && hasAddress(text, address)),
      ]
      return found.length === 0
        ? []
        : [{ field: question.field, title: question.title, found: [...new Set(found)] }]
    })
}
