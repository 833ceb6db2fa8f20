import { findPerson } from '../../server/identity/index.ts'
import { findOpenLink, linkAddress } from '../../server/identity/identity.links.service.ts'
import {
  accountMailId,
  accountMailKey,
  isSecretMail,
  noteMailed,
  wasMailed,
} from '../../server/identity/identity.mail.service.ts'
import { sendMail } from '../../server/platform/mail.ts'
import { renderTemplate } from '../../server/platform/templates.ts'
import { sendAccountMail } from '../../shared/identity/identity.jobs.ts'
import { does } from '../platform/handlers.ts'
import { accountMailWords } from './account-mails.ts'

/** Writes one e-mail about an account and sends it; not if its link opens nothing any more. */
const sendAccountMailJob = does(sendAccountMail, async ({ eventId, mail, userId, linkId }) => {
  const key = accountMailKey(eventId, mail)
  if (await wasMailed(key)) return
  const link = linkId === null ? null : await findOpenLink(linkId)
  if (linkId !== null && !link) return
  const to = link
    ? mail === 'change-email-note'
      ? link.noteTo
      : link.email
    : (await findPerson(userId))?.email
  if (!to) return

  const { linkText, ...words } = accountMailWords(mail)
  const button = link && linkText ? { text: linkText, href: linkAddress(link) } : null
  const text = [...words.before, ...(button ? [`${button.text}:\n${button.href}`] : []), ...words.after]
  await sendMail({
    to,
    subject: words.subject,
    text: `${text.join('\n\n')}\n`,
    html: renderTemplate('identity/account-mail', { ...words, link: button }),
    messageId: accountMailId(eventId, mail),
    isSecret: await isSecretMail(mail, userId),
  })
  await noteMailed(key)
})

export const identityJobs = [sendAccountMailJob]
