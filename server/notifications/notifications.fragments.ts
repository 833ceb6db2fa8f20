import { isBroker } from '../../shared/platform/actor.ts'
import type { Fragment } from '../platform/fragments.ts'
import { canSendMail, countKeptMail } from '../platform/mail.ts'
import { isDemo } from '../platform/site.ts'
import { countUnreachable } from '../platform/unreachable.ts'
import { countDeliveries } from './notifications.deliver.service.ts'
import { isMuted } from './notifications.mute.service.ts'
import { unreachableAddress } from './notifications.reach.service.ts'
import { notificationsPolicy } from './notifications.policy.ts'

/** What the notifications room shows on the pages of earlier rooms. */
export const notificationsFragments: Fragment[] = [
  {
    page: 'challenge',
    slot: 'links',
    template: 'notifications/mute-button.njk',
    show: async (actor, id) =>
      notificationsPolicy.mute(actor) ? { id, isMuted: await isMuted(actor.userId, id) } : null,
  },
  {
    // Brokers run the site: they must hear when its e-mails reach nobody.
    page: 'desk',
    slot: 'top',
    template: 'notifications/desk-warning.njk',
    show: async (actor) => {
      if (!isBroker(actor) || actor.role !== 'admin') return null
      const isMissing = !canSendMail() && !(await isDemo())
      const { failed, unknown } = await countDeliveries()
      const unreachable = await countUnreachable()
      if (!isMissing && !failed && !unknown && !unreachable) return null
      return { isMissing, kept: isMissing ? await countKeptMail() : 0, failed, unknown, unreachable }
    },
  },
  {
    page: 'account',
    slot: 'top',
    template: 'notifications/reach-warning.njk',
    show: async (actor) => {
      const email = await unreachableAddress(actor)
      return email ? { email } : null
    },
  },
]
