import { findPerson } from '../../server/identity/index.ts'
import { findOpenLink, linkAddress } from '../../server/identity/identity.links.service.ts'
import {
  accountMailId,
  accountMailKey,
  isSecretMail,
  noteMailed,
  wasMailed,
} from '../../server/identity/identity.mail.service.ts'
import { inLanguage } from '../../server/platform/language.ts'
import { type Mail, sendMail } from '../../server/platform/mail.ts'
import { renderTemplate } from '../../server/platform/templates.ts'
import { type AccountMail, sendAccountMail } from '../../shared/identity/identity.jobs.ts'
import { does } from '../platform/handlers.ts'
import { accountMailWords } from './account-mails.ts'

/** Writes one e-mail about an account and sends it; not if its link opens nothing any more. */
const sendAccountMailJob = does(sendAccountMail, async ({ eventId, mail, userId, linkId }) => {
  const key = accountMailKey(eventId, mail)
  if (await wasMailed(key)) return
  const link = linkId === null ? null : await findOpenLink(linkId)
  if (linkId !== null && !link) return
  const person = await findPerson(userId)
  const to = link ? (mail === 'change-email-note' ? link.noteTo : link.email) : person?.email
  if (!to) return
  const isSecret = await isSecretMail(mail, userId)
  await sendMail(
    inLanguage(person?.language ?? 'en', () => ({
      to,
      ...written(mail, link && linkAddress(link)),
      messageId: accountMailId(eventId, mail),
      isSecret,
    })),
  )
  await noteMailed(key)
})

/** The words of a mail, in the language of the work at hand. */
function written(mail: AccountMail, href: string | null): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { linkText, ...words } = accountMailWords(mail)
  const button = href && linkText ? { text: linkText, href } : null
  const text = [...words.before, ...(button ? [`${button.text}:\n${button.href}`] : []), ...words.after]
  return {
    subject: words.subject,
    text: `${text.join('\n\n')}\n`,
    html: renderTemplate('identity/account-mail', { ...words, link: button }),
  }
}

export const identityJobs = [sendAccountMailJob]
