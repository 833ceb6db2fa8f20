import { translator } from '../../server/platform/translations.ts'
import type { AccountMail } from '../../shared/identity/identity.jobs.ts'

/** The words of a mail; `linkText` where it has a link, which stands between the two parts. */
export interface MailWords {
  subject: string
  before: string[]
  linkText?: string
  after: string[]
}

/** What each mail says. None of it comes from whoever caused the mail, so that nobody can write to others by us. */
export function accountMailWords(mail: AccountMail): MailWords {
  const t = translator()
  const notYou = t(
    'If this was not you, choose another password at once, by “I have forgotten my password” on the sign-in page.',
  )
  const words: Record<AccountMail, MailWords> = {
    'verify-email': {
      subject: t('Confirm your e-mail address'),
      before: [
        t(
          'Somebody, we think you, registered at Foothold with this address. Open the link within 24 hours to finish.',
        ),
      ],
      linkText: t('Confirm your address'),
      after: [t('If it was not you, do nothing: without your confirmation there is no account.')],
    },
    'registered-again': {
      subject: t('You have an account already'),
      before: [
        t(
          'Somebody, perhaps you, wanted to use this address for an account at Foothold. It has one, so nothing was changed.',
        ),
      ],
      after: [
        t(
          'You can sign in as before. If you have forgotten your password, the sign-in page helps you to another.',
        ),
      ],
    },
    'reset-password': {
      subject: t('Choose another password'),
      before: [
        t(
          'Somebody, we think you, has forgotten the password of your account at Foothold. The link works once, for one hour.',
        ),
      ],
      linkText: t('Choose another password'),
      after: [t('If it was not you, do nothing: your password stays as it is.')],
    },
    'password-changed': {
      subject: t('Your password was changed'),
      before: [
        t('The password of your account at Foothold was changed, and you were signed out everywhere else.'),
      ],
      after: [notYou],
    },
    'change-email': {
      subject: t('Confirm your new e-mail address'),
      before: [
        t(
          'Somebody, we think you, wants to use this address for an account at Foothold. Open the link within 24 hours.',
        ),
      ],
      linkText: t('Use this address'),
      after: [t('If it was not you, do nothing.')],
    },
    'change-email-note': {
      subject: t('Your e-mail address is to be changed'),
      before: [
        t(
          'Somebody, we think you, asked to use another e-mail address for your account at Foothold. It happens when the link we sent there is opened.',
        ),
      ],
      after: [notYou],
    },
  }
  return words[mail]
}
