import { config } from '../platform/config.ts'
import type { Mail } from '../platform/mail.ts'
import { renderTemplate } from '../platform/templates.ts'
import type { DeliveryRecord } from './notifications.model.ts'

/** One mail from a template of ours; `stop` of its data is also what mail readers unsubscribe by. */
export function write(
  delivery: Pick<DeliveryRecord, 'messageId'>,
  to: string,
  subject: string,
  template: string,
  data: object,
): Mail {
  const model = {
    preferences: `${config().publicUrl}/account/notifications`,
    ...data,
    site: config().publicUrl,
  }
  const stop = 'stop' in data && typeof data.stop === 'string' ? data.stop : null
  return {
    to,
    subject,
    text: renderTemplate(`notifications/mail/${template}-text`, model),
    html: renderTemplate(`notifications/mail/${template}`, model),
    messageId: delivery.messageId,
    // RFC 8058: a mail reader posts to the first with the second as the body.
    headers: stop
      ? { 'List-Unsubscribe': `<${stop}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {},
  }
}
