import { contactDetailsIn, type OwnContact } from '../../shared/clarifications/contact-details.ts'
import { domainOf, isNamedIn } from '../../shared/organisations/organisation-name.ts'
import type { Actor } from '../../shared/platform/actor.ts'
import { currentLanguage, localeOf } from '../../shared/platform/language.ts'
import { findPerson } from '../identity/index.ts'
import { findOrganisation } from '../organisations/index.ts'
import { AppError } from '../platform/errors.ts'

/** Where everybody may have an address or a page: these say nothing of one firm. */
const sharedDomains =
  /(?:^|\.)(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|aol|btinternet|proton|protonmail|pm|gmx|sky|talktalk|virginmedia|zoho|linkedin|github|youtube|x|twitter|facebook|instagram|google)\.(?:com|co\.uk|net|me|org|ch)$|(?:^|\.)gov\.uk$/

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : '')

/** How somebody can be reached, by their account and the profile of their supplier. */
async function contactOf(userId: string, organisationId: string): Promise<OwnContact & { name: string }> {
  const [person, organisation] = await Promise.all([findPerson(userId), findOrganisation(organisationId)])
  const contact = organisation?.supplier?.contact
  const emails = [person?.email ?? '', contact?.email ?? ''].filter((email) => email !== '')
  const hosts = (organisation?.supplier?.links ?? []).map(({ url }) => hostOf(url))
  const domains = [...emails.map(domainOf), ...hosts, ...(organisation?.emailDomains ?? [])]
  return {
    name: organisation?.name ?? '',
    emails,
    phones: contact?.phone ? [contact.phone] : [],
    domains: [...new Set(domains)].filter((domain) => domain !== '' && !sharedDomains.test(domain)),
  }
}

/** Addresses, telephone numbers and domains in a text that would lead to somebody, or to the actor's own supplier. */
export async function contactDetailsOf({ userId, organisation }: Actor, text: string): Promise<string[]> {
  return contactDetailsIn(text, await contactOf(userId, organisation?.id ?? ''))
}

/** `“a” and “b”` */
const quoted = (words: string[]): string =>
  new Intl.ListFormat(localeOf(currentLanguage())).format(words.map((one) => `“${one}”`))

/**
 * Everybody reads the question, so it must not say who asks.
 * @throws AppError invalid if it names the actor's own organisation, or has contact details in it, saying which
 */
export async function refuseGivingAway({ userId, organisation }: Actor, text: string): Promise<void> {
  if (!organisation) return
  if (isNamedIn(organisation.name, text))
    throw new AppError('invalid', 'The question names your organisation', {
      text: 'Take the name of your organisation out: everybody will read this question',
    })
  const found = contactDetailsIn(text, await contactOf(userId, organisation.id))
  if (found.length === 0) return
  throw new AppError('invalid', 'The question has contact details in it', {
    text: `Take ${quoted(found)} out: everybody will read this question, and contact details say who asks`,
  })
}

/**
 * The same for words that a broker proposes for a supplier's question.
 * @throws AppError invalid
 */
export async function refuseWordingThatGivesAway(
  asker: { askerUserId: string; askerOrganisationId: string },
  text: string,
): Promise<void> {
  const own = await contactOf(asker.askerUserId, asker.askerOrganisationId)
  if (own.name && isNamedIn(own.name, text))
    throw new AppError('invalid', 'The wording names the supplier', {
      text: 'Take the supplier’s name out: everybody will read this wording',
    })
  const found = contactDetailsIn(text, own)
  if (found.length === 0) return
  throw new AppError('invalid', 'The wording has contact details in it', {
    text: `Take ${quoted(found)} out: everybody will read this wording, and contact details say who asks`,
  })
}

const publicDomains = /(?:^|\.)(?:gov\.(?:uk|wales|scot)|nhs\.(?:uk|net)|police\.uk|ac\.uk)$/

/**
 * For what is written down in a live session: everybody reads it at once, and it may repeat what a firm said aloud. Which
 * firms ask makes no difference here, since trying their details one after the other would find that out. Addresses of
 * the writer's own and of public bodies may stand.
 * @param field what the words are called in their form
 * @throws AppError invalid if there are other e-mail addresses or telephone numbers in them, saying which
 */
export async function refuseContactDetails({ userId }: Actor, text: string, field: string): Promise<void> {
  const own = domainOf((await findPerson(userId))?.email ?? '')
  const mayStand = (found: string): boolean => {
    const domain = domainOf(found)
    return publicDomains.test(domain) || (domain !== '' && domain === own && !sharedDomains.test(domain))
  }
  const found = contactDetailsIn(text, { emails: [], phones: [], domains: [] }).filter(
    (one) => !mayStand(one),
  )
  if (found.length === 0) return
  throw new AppError('invalid', 'There are contact details in it', {
    [field]: `Take ${quoted(found)} out: everybody will read this, and contact details may say who asked`,
  })
}
